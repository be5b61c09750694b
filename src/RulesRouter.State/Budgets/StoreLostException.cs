namespace RulesRouter.State.Budgets;

/// <summary>The store of budgets cannot be reached at the moment.</summary>
internal sealed class StoreLostException(string message, Exception? inner = null) : Exception(message, inner);
