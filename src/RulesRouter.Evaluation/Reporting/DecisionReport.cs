using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Writes the results of the steps down as a decision.</summary>
internal static class DecisionReport
{
    public static Decision Of(PlannedChain planned) =>
        planned.Chosen is { } chosen ? Routed(planned, chosen) : Denied(planned.Ranked.Filtered);

    private static Routed Routed(PlannedChain planned, Candidate chosen)
    {
        var filtered = planned.Ranked.Filtered;
        var effects = filtered.Effects;
        var input = effects.Prepared.Input;
        return new Routed
        {
            Policy = input.Policy.Name,
            Revision = input.Set.Revision,
            StateDigest = input.State.Digest,
            At = input.At,
            Classification = ClassificationOf(effects.Prepared),
            Constraints = effects.Constraints,
            Dropped = filtered.DroppedSince(effects.Preferred.Length),
            Waivers = effects.Waivers,
            Obligations = ObligationsOf(planned),
            Budgets = BudgetReport.Of(filtered, planned.Hops),
            Hops = planned.Hops,
            Evidence = ChainEvidence.Of(planned),
            Preferred = effects.Unwaived.Preferred(filtered.PreferredKept),
            Advisories = effects.Advisory.IsEmpty ? [] : [.. effects.Advisory.Select(one => Finding(one, chosen))],
            Split = SplitOf(planned.Ranked, chosen),
            Shadow = planned.Shadow,
            Checks = effects.Selection.Checks,
            Expectation = planned.ExpectedCost?.Expectation,
        };
    }

    /// <summary>The obligations of the rules, and the lowest cap that the decision sets on an output, for bounds or the request.</summary>
    private static ObligationSet ObligationsOf(PlannedChain planned)
    {
        var filtered = planned.Ranked.Filtered;
        var caps = planned.Hops.Select(hop => hop.MaxOutputTokens).OfType<int>().ToList();
        if (caps.Count == 0)
        {
            return filtered.Effects.Rules.Obligations;
        }

        ImmutableSortedSet<string> bounds =
        [
            .. filtered.First.Filters.Constraints.Rows.Where(row => row.Definition is MaxCostUsd).SelectMany(row => row.From),
            .. TokenBudget.Of(filtered.Effects.Budgets).SelectMany(budget => budget.From),
        ];
        return filtered.Effects.Rules.Obligations.With(new CombinedObligation(
            ObligationTable.Of<CapOutput>(),
            new ConstraintValue.Number(caps.Min()),
            bounds.IsEmpty ? CombinedConstraint.FromRequest : bounds));
    }

    private static Denied Denied(FilteredCandidates filtered)
    {
        var effects = filtered.Effects;
        var input = effects.Prepared.Input;
        var denial = effects.Denial;
        var byBudget = denial is null && BudgetReport.Emptied(filtered);
        return new Denied
        {
            Policy = input.Policy.Name,
            Revision = input.Set.Revision,
            StateDigest = input.State.Digest,
            At = input.At,
            Classification = ClassificationOf(effects.Prepared),
            Constraints = effects.Constraints,
            Dropped = denial is null ? filtered.DroppedSince(effects.Preferred.Length) : [],
            Waivers = effects.Waivers,
            Obligations = effects.Rules.Obligations,
            Budgets = BudgetReport.Of(filtered, []),
            Code = denial?.Code ?? (byBudget ? DenialCode.BudgetExhausted : DenialCode.NoCandidate),
            Reasons = denial?.Reasons ?? (byBudget ? BudgetReport.Denials(filtered) : []),
        };
    }

    private static AdvisoryFinding Finding(SetConstraint advised, Candidate chosen)
    {
        var reading = advised.Definition.Read(chosen);
        return new AdvisoryFinding(
            advised.Definition,
            advised.Value,
            advised.RuleId,
            reading.Satisfies(advised.Definition, advised.Value),
            reading.ToString());
    }

    private static SplitChoice? SplitOf(RankedCandidates ranked, Candidate chosen)
    {
        var filtered = ranked.Filtered;
        if (filtered.First.Name is not { } first)
        {
            return null;
        }

        var key = filtered.Effects.Selecting.Named!.SplitKey!.Value;
        var (arm, drawn) = (filtered.ArmOf(chosen.Index)?.Name ?? first, filtered.Drawn!);
        return new SplitChoice(filtered.Effects.Selection.Split!.Key, arm, drawn)
        {
            KnowsKey = filtered.Effects.Prepared.Facts[key].IsKnown,
            Change = arm == drawn ? ArmChange.None
                : ranked.Sticky?.Index == chosen.Index ? ArmChange.SessionContinues
                : first == drawn ? ArmChange.SharedWithAttempts
                : ArmChange.NoEligibleEndpoint,
        };
    }

    private static ReportedClassification ClassificationOf(PreparedRequest prepared)
    {
        var (facts, classification) = (prepared.Facts, prepared.Input.Classification);
        var difficulty = ComplexityTiers.ScoreOf(classification);
        return new ReportedClassification(
            prepared.Estimator.Task,
            SourceOf(prepared.Input.Request, classification),
            difficulty,
            difficulty is { } score ? ComplexityTiers.Of(score) : null,
            Known(facts, FixedFacts.InputTokens),
            Known(facts, FixedFacts.OutputTokens),
            classification.Source,
            classification.OutOfDistribution)
        {
            Kind = classification.Kind,
            Intent = IntentOf(prepared.Input.Policy, facts),
            DifficultyGroup = prepared.Input.Policy.DifficultyGroupOf(prepared.Input.Request),
            Message = classification.Source is ClassificationSource.None or ClassificationSource.Session
                ? null
                : prepared.Input.Request.Measured?.Conversation?.Message,
        };
    }

    private static string? IntentOf(CompiledPolicy policy, RequestFacts facts) =>
        policy.Intents is { } intents && facts[intents.Slot].Text is { } name && name != IntentDeclaration.None ? name : null;

    private static TaskSource SourceOf(DecisionRequest request, Classification classification) =>
        request.Task is not null ? TaskSource.Request
        : classification.Task is null ? TaskSource.None
        : classification.Source == ClassificationSource.Session ? TaskSource.Session
        : TaskSource.Derived;

    private static double? Known(RequestFacts facts, FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : null;
}
