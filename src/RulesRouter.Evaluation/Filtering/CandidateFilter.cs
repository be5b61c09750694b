using System.Collections.Immutable;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>
/// Finds the endpoints that pass every filter. Keeps as many preferred constraints as leave an eligible endpoint, dropping the last
/// declared first, and a model that the client named and the selection prefers before any of them; then takes the first arm with an
/// eligible endpoint.
/// </summary>
internal static class CandidateFilter
{
    public static FilteredCandidates Filter(CombinedEffects effects)
    {
        var arms = SplitOrder.Of(effects.Selecting, effects.Prepared.Facts);
        var (kept, keepsModel) = (effects.Preferred.Length, effects.RequestedModel != RequestedModel.Ignore);
        while (true)
        {
            var found = Filter(effects, kept, keepsModel, arms);
            if (!found.IsEmpty || Less(found) is not { } less)
            {
                return found;
            }

            (kept, keepsModel) = less;
        }
    }

    /// <summary>The candidates without the last preference that was kept; null if none was.</summary>
    public static FilteredCandidates? Relax(FilteredCandidates filtered) => Less(filtered) is var (kept, keepsModel)
        ? Filter(
            filtered.Effects,
            kept,
            keepsModel,
            SplitOrder.Of(filtered.Effects.Selecting, filtered.Effects.Prepared.Facts))
        : null;

    /// <summary>What is kept after the next preference is dropped; null if none is left.</summary>
    private static (int Kept, bool KeepsModel)? Less(FilteredCandidates filtered)
    {
        var names = filtered.Effects.RequestedModel;
        return filtered.KeepsRequestedModel && names == RequestedModel.Prefer ? (filtered.PreferredKept, false)
            : filtered.PreferredKept > 0 ? (filtered.PreferredKept - 1, names == RequestedModel.Require)
            : null;
    }

    private static FilteredCandidates Filter(CombinedEffects effects, int kept, bool keepsModel, ImmutableArray<CompiledArm> arms)
    {
        for (var first = 0; first < arms.Length; first++)
        {
            if (Filter(effects, kept, keepsModel, arms[first].Name, arms[first].Rule) is { IsEmpty: false } found)
            {
                return new FilteredCandidates(
                    effects,
                    kept,
                    found,
                    [.. arms.Skip(first + 1).Select(arm => Filter(effects, kept, keepsModel, arm.Name, arm.Rule))],
                    arms[0].Name)
                { KeepsRequestedModel = keepsModel };
            }
        }

        var none = Filter(effects, kept, keepsModel, null, SplitOrder.WithoutOffArms(effects.Selecting));
        return new FilteredCandidates(effects, kept, none, [], null) { KeepsRequestedModel = keepsModel };
    }

    /// <summary>The filters of a selection with the first preferred constraints kept.</summary>
    public static EndpointFilters FiltersOf(CombinedEffects effects, int kept, bool keepsModel, CompiledRule rule)
    {
        var input = effects.Prepared.Input;
        var rules = effects.Unwaived.With(kept);
        var remaining = AttemptCosts.RemainingBudget(rules, input.Request, effects.Prepared.Estimator);
        return new EndpointFilters(
            rules,
            remaining.IsEmpty ? effects.Requested : [.. effects.Requested, .. remaining],
            rule,
            input.Request,
            input.State,
            keepsModel,
            effects.Budgets);
    }

    private static FilteredArm Filter(CombinedEffects effects, int kept, bool keepsModel, string? name, CompiledRule rule)
    {
        var filters = FiltersOf(effects, kept, keepsModel, rule);
        return new FilteredArm(name, rule, filters, new Eligibility(effects.Prepared.Estimator, filters));
    }
}
