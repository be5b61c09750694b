using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Verification.Replaying;

/// <summary>Compares the constraints and obligations of two decisions, without their origins.</summary>
internal static class Terms
{
    public static bool Alike(Decision one, Decision other) =>
        Alike(
            one.Constraints.Rows,
            other.Constraints.Rows,
            static (left, right) => left.Definition.Name == right.Definition.Name && left.Value.Equals(right.Value))
        && Alike(one.Obligations.Rows, other.Obligations.Rows, static (left, right) => left.Definition.Name == right.Definition.Name
            && left.Value.Equals(right.Value));

    private static bool Alike<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> same)
    {
        var alike = one.Length == other.Length;
        for (var place = 0; alike && place < one.Length; place++)
        {
            alike = same(one[place], other[place]);
        }

        return alike;
    }
}
