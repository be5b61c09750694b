namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// The base of the emitted facts classes. Public because emitted code is in another assembly; no instance is ever created.
/// </summary>
internal abstract class FactsView
{
    /// <summary>In conditions: whether a fact is known. Bound from the tree, never called.</summary>
    public bool has(object? fact) => throw new NotSupportedException($"{fact} is read from the expression tree");
}
