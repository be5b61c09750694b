namespace RulesRouter.Classifiers.Measuring;

/// <summary>A model was asked for that no outcome names. The message says which, and what may have been meant.</summary>
public sealed class UnknownModelException(string message) : Exception(message);
