package dev.heddle.image;

/** Why a start-up cache could not be made. */
final class TrainingException extends Exception {
  private static final long serialVersionUID = 1L;

  TrainingException(String message) {
    super(message);
  }
}
