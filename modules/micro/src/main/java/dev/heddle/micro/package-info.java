/**
 * Benchmarks of the pieces, under JMH: {@link dev.heddle.micro.Main} runs them, and what they share
 * is here. Each stands in the package of the piece that it measures, which it sees as the tests
 * there do; so all of this runs on the class path.
 */
@NullMarked
package dev.heddle.micro;

import org.jspecify.annotations.NullMarked;
