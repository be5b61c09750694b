using System.Collections.Immutable;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>A set of strings in a condition: <c>languages.Contains("rust")</c>.</summary>
public sealed class FactSet(ImmutableSortedSet<string>? members)
{
    public bool Contains(string member) => members?.Contains(member) ?? false;
}
