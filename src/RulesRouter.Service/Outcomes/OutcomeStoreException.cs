namespace RulesRouter.Service.Outcomes;

/// <summary>An outcome store cannot be opened, or is not one.</summary>
internal sealed class OutcomeStoreException(string message, Exception cause) : IOException(message, cause);
