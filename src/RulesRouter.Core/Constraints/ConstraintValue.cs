using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>What a constraint is set to.</summary>
public abstract record ConstraintValue
{
    private ConstraintValue()
    {
    }

    public sealed record Number(double Value) : ConstraintValue
    {
        public override string ToString() => NumberFormat.Of(Value);
    }

    public sealed record Boolean(bool Value) : ConstraintValue
    {
        public override string ToString() => Value ? "true" : "false";
    }

    public sealed record Names(ImmutableSortedSet<string> Values) : ConstraintValue
    {
        public bool Equals(Names? other) => other is not null && Values.SetEquals(other.Values);

        public override int GetHashCode() => string.Join('\n', Values).GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"[{string.Join(", ", Values)}]";
    }

    /// <summary>The stricter of two values of one constraint. Commutative, associative, idempotent.</summary>
    internal static ConstraintValue Combine(ConstraintDefinition definition, ConstraintValue left, ConstraintValue right) =>
        (definition.Kind, left, right) switch
        {
            (ConstraintKind.UpperBound, Number a, Number b) => a.Value <= b.Value ? a : b,
            (ConstraintKind.LowerBound, Number a, Number b) => a.Value >= b.Value ? a : b,
            (ConstraintKind.MustHaveAll or ConstraintKind.ForbiddenSet, Names a, Names b) => new Names(a.Values.Union(b.Values)),
            (ConstraintKind.AllowedSet, Names a, Names b) => new Names(
                definition.TakesPatterns ? PatternSet.Intersect(a.Values, b.Values) : a.Values.Intersect(b.Values)),
            (ConstraintKind.Permission, Boolean a, Boolean b) => a.Value ? b : a,
            (ConstraintKind.Requirement, Boolean a, Boolean b) => a.Value ? a : b,
            _ => throw new UnreachableException($"{definition.Name} cannot combine {left} with {right}"),
        };
}
