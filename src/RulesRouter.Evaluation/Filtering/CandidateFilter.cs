using System.Collections.Immutable;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>
/// Finds the endpoints that pass every filter. Keeps as many preferred constraints as leave an eligible endpoint, dropping the last
/// declared first; then takes the first arm with an eligible endpoint.
/// </summary>
internal static class CandidateFilter
{
    public static FilteredCandidates Filter(CombinedEffects effects)
    {
        var arms = SplitOrder.Of(effects.Selecting, effects.Prepared.Facts);
        for (var kept = effects.Preferred.Length; kept > 0; kept--)
        {
            if (Filter(effects, kept, arms) is { IsEmpty: false } found)
            {
                return found;
            }
        }

        return Filter(effects, 0, arms);
    }

    /// <summary>The candidates without the last preferred constraint that was kept; null if none was.</summary>
    public static FilteredCandidates? Relax(FilteredCandidates filtered) => filtered.PreferredKept == 0
        ? null
        : Filter(
            filtered.Effects,
            filtered.PreferredKept - 1,
            SplitOrder.Of(filtered.Effects.Selecting, filtered.Effects.Prepared.Facts));

    private static FilteredCandidates Filter(CombinedEffects effects, int kept, ImmutableArray<CompiledArm> arms)
    {
        for (var first = 0; first < arms.Length; first++)
        {
            if (Filter(effects, kept, arms[first].Name, arms[first].Rule) is { IsEmpty: false } found)
            {
                return new FilteredCandidates(
                    effects,
                    kept,
                    found,
                    [.. arms.Skip(first + 1).Select(arm => Filter(effects, kept, arm.Name, arm.Rule))],
                    arms[0].Name);
            }
        }

        return new FilteredCandidates(effects, kept, Filter(effects, kept, null, SplitOrder.WithoutOffArms(effects.Selecting)), [], null);
    }

    /// <summary>The filters of a selection with the first preferred constraints kept.</summary>
    public static EndpointFilters FiltersOf(CombinedEffects effects, int kept, CompiledRule rule)
    {
        var input = effects.Prepared.Input;
        var rules = effects.Unwaived.With(kept);
        var remaining = AttemptCosts.RemainingBudget(rules, input.Request, effects.Prepared.Estimator);
        return new EndpointFilters(
            rules,
            remaining.IsEmpty ? effects.Requested : [.. effects.Requested, .. remaining],
            rule,
            input.Request,
            input.State);
    }

    private static FilteredArm Filter(CombinedEffects effects, int kept, string? name, CompiledRule rule)
    {
        var filters = FiltersOf(effects, kept, rule);
        return new FilteredArm(name, rule, filters, new Eligibility(effects.Prepared.Estimator, filters));
    }
}
