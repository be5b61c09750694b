using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// The chain that a policy chooses for a request, and what other chains can be made of: their expected costs compare by the policy's
/// economics, whatever its objective and preferences are.
/// </summary>
/// <param name="Selecting">The rule that selects.</param>
/// <param name="Attempted">
/// Ids of the chosen endpoint and of the hops that a rejected answer leads to; empty if the request is denied.
/// </param>
/// <param name="Options">Endpoints of those asked for that satisfy every constraint and have a known price.</param>
/// <param name="Spread">Of the difficulty that all attempts share, in logits.</param>
internal sealed record ComparableChains(
    ChoosingRule Selecting,
    ImmutableArray<string> Attempted,
    ImmutableArray<ComparableOption> Options,
    double Spread)
{
    /// <param name="isAsked">By id; the endpoints of the decision are options too.</param>
    public static ComparableChains Of(PlannedChain planned, Func<string, bool> isAsked)
    {
        var effects = planned.Ranked.Filtered.Effects;
        var input = effects.Prepared.Input;
        var selecting = new ChoosingRule(
            effects.Selecting.Layer,
            effects.Selecting.Rule,
            input.Policy.TermsOf(effects.Selection));
        var attempted = AttemptedIn(planned.Hops);
        var eligible = effects.Denial is null ? Eligible(planned.Ranked.Filtered) : [];
        var estimator = effects.Prepared.Estimator;
        ImmutableArray<int> asked =
        [
            .. eligible.Where(index => (string)estimator.View.Endpoints[index].Id is var id && (isAsked(id) || attempted.Contains(id))),
        ];
        var beliefs = ChainPlanner.BeliefsOf(effects, selecting.Terms);
        var (aliases, clashes) = (estimator.View.Aliases, estimator.View.ClashesOf(effects.Selection.Fallback.Distinct));
        return new ComparableChains(
            selecting,
            attempted,
            [
                .. beliefs.Of(asked).Select(believed => new ComparableOption(
                    aliases.Behind(believed.Candidate.Endpoint.Model).Id,
                    believed.Success,
                    believed.Evidence,
                    beliefs.Ranked(believed) with { ClashKeys = KeysOf(clashes.Of(believed.Candidate.Index)) })),
            ],
            input.Beliefs.Learned.Spread);
    }

    private static ImmutableArray<string> KeysOf(ReadOnlySpan<int> clashes)
    {
        var keys = ImmutableArray.CreateBuilder<string>(clashes.Length);
        foreach (var clash in clashes)
        {
            keys.Add(clash == ClashTable.None ? "" : clash.ToString(CultureInfo.InvariantCulture));
        }

        return keys.MoveToImmutable();
    }

    private static ImmutableArray<string> AttemptedIn(ImmutableArray<Hop> hops) =>
    [
        .. hops.Where((hop, place) => place == 0 || hop.On.AsSpan().Contains(FailureClass.RejectedOutput))
            .Select(hop => (string)hop.Endpoint.Id),
    ];

    /// <summary>Indices of what satisfies every constraint, whether or not the selection prefers it.</summary>
    private static ImmutableArray<int> Eligible(FilteredCandidates filtered)
    {
        var effects = filtered.Effects;
        var selection = effects.Selection with { Objective = Objective.ExpectedCost, Prefer = [], Split = null };
        var rule = effects.Selecting with { Rule = effects.Selecting.Rule with { Selection = selection } };
        var filters = CandidateFilter.FiltersOf(effects, filtered.PreferredKept, filtered.KeepsRequestedModel, rule);
        return new Eligibility(effects.Prepared.Estimator, filters).InTieOrder(selection);
    }
}

/// <param name="Layer">The policy that declares the rule.</param>
/// <param name="Terms">The economics of the policy and the rule.</param>
internal sealed record ChoosingRule(string Layer, Rule Rule, CostRule Terms);

/// <summary>One endpoint as a hop of a chain.</summary>
/// <param name="Model">Id of the model that answers.</param>
/// <param name="Success">On requests like this one.</param>
/// <param name="Evidence">For the success probability, in words.</param>
/// <param name="Ranked">At the quantile of the economics, with the estimated cost of the call.</param>
internal sealed record ComparableOption(string Model, Belief Success, string Evidence, AttemptOption Ranked);
