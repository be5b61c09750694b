using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The waivers that apply to one request: in force at its time, and with a scope that is certainly true.</summary>
internal static class WaiversInForce
{
    /// <param name="at">Dates are UTC.</param>
    public static ImmutableArray<Waiver> For(CompiledPolicy policy, RequestFacts facts, DateTimeOffset at)
    {
        if (policy.Waivers.IsEmpty)
        {
            return [];
        }

        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return
        [
            .. policy.Waivers
            .Where(waiver => waiver.Waiver.HoldsOn(today) && ConditionValue.Of(waiver.Scope, facts) == Truth.True)
            .Select(waiver => waiver.Waiver),
        ];
    }
}
