namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// The type of set facts in conditions: <c>languages.Contains("rust")</c>. Bound from the tree; no instance is ever created.
/// </summary>
internal abstract class FactSet
{
    public abstract bool Contains(string member);
}
