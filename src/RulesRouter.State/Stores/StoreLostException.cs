namespace RulesRouter.State.Stores;

/// <summary>A store cannot be reached at the moment.</summary>
internal sealed class StoreLostException(string message, Exception? inner = null) : Exception(message, inner);
