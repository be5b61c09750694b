namespace RulesRouter.Service.Outcomes;

/// <summary>The outcome store cannot be read or written now. What was to be written is not in it.</summary>
internal sealed class StoreUnavailableException(string message, Exception cause) : IOException(message, cause);
