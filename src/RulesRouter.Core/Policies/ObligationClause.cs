using RulesRouter.Constraints;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>One line under a rule's <c>oblige:</c>. A level is a <see cref="ConstraintValue.Names"/> of one name.</summary>
public sealed record ObligationClause(ObligationDefinition Definition, ConstraintValue Value, SourceSpan Span)
{
    /// <summary>The more protective of two values of one obligation.</summary>
    public static ConstraintValue Combine(ObligationDefinition definition, ConstraintValue left, ConstraintValue right) => (definition.Kind, left, right) switch
    {
        (ObligationKind.Union, ConstraintValue.Names a, ConstraintValue.Names b) => new ConstraintValue.Names(a.Values.Union(b.Values)),
        (ObligationKind.TrueWins, ConstraintValue.Boolean a, ConstraintValue.Boolean b) => a.Value ? a : b,
        (ObligationKind.FalseWins, ConstraintValue.Boolean a, ConstraintValue.Boolean b) => a.Value ? b : a,
        (ObligationKind.HigherWins, ConstraintValue.Names a, ConstraintValue.Names b) =>
            definition.Levels.IndexOf(a.Values[0]) >= definition.Levels.IndexOf(b.Values[0]) ? a : b,
        _ => throw new ArgumentException($"obligation {definition.Name} cannot combine {left} with {right}"),
    };
}
