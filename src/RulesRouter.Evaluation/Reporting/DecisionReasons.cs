using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>The sentences that explain a decision.</summary>
internal static class DecisionReasons
{
    public static ImmutableArray<string> Of(Decision decision, PlannedChain planned, ImmutableArray<EmptyingConstraint> emptiedBy)
    {
        var effects = planned.Ranked.Filtered.Effects;
        var reasons = ImmutableArray.CreateBuilder<string>(effects.Rules.Reasons.Length + 4);
        reasons.AddRange(effects.Rules.Reasons);
        foreach (var waiver in decision.Waivers)
        {
            reasons.Add($"waiver {waiver.QualifiedId} lifted {waiver.Constraint} of {waiver.Rule} until {waiver.Expires:yyyy-MM-dd}, approved by {waiver.ApprovedBy}: {waiver.Reason}");
        }

        foreach (var dropped in decision.Dropped)
        {
            reasons.Add($"preferred {dropped.Definition.Name} {dropped.Value} dropped: no endpoint satisfies it (rule {dropped.From})");
        }

        reasons.Add(effects.Selecting.SelectionReason);
        var request = effects.Prepared.Input.Request;
        if (RequestText.RaisedInputTokens(request) is { } raised)
        {
            reasons
                .Add($"estimate.inputTokens {request.Estimate!.InputTokens} raised to {raised}: the prompt has at least {raised} tokens");
        }

        if (decision.Classification.Message is { } message && request.Measured is { } measure && message < measure.Messages - 1)
        {
            reasons.Add($"classified message {message + 1} of {measure.Messages}, the last request of the user");
        }

        if (planned.ExpectedCost is not null && !request.Attempts.IsEmpty)
        {
            reasons.AddRange(AttemptReasons.Of(effects.Prepared));
        }

        if (decision.Classification.Source == ClassificationSource.Session)
        {
            reasons.Add("this request only continues its session; it is classified as the last request of the session");
        }

        if (double.IsNaN(effects.Prepared.Estimator.InputTokens))
        {
            reasons.Add("input length is unknown, and so is cost; set `estimate.inputTokens` or send the prompt");
        }

        if (double.IsNaN(effects.Prepared.Estimator.ExpectedOutput))
        {
            reasons.Add("output length is unknown, and so are cost and latency; set `estimate.outputTokens` or send the prompt");
        }

        switch (decision)
        {
            case Routed routed:
                AddRouted(reasons, routed, planned);
                break;
            case Denied denied:
                AddDenied(reasons, denied, planned, emptiedBy);
                break;
        }

        return reasons.DrainToImmutable();
    }

    private static void AddRouted(ImmutableArray<string>.Builder reasons, Routed routed, PlannedChain planned)
    {
        var (filtered, eligibility) = (planned.Ranked.Filtered, planned.Ranked.Filtered.First.Eligibility);
        reasons.Add($"{eligibility.Passed.Count()} of {eligibility.Count} endpoints satisfy all constraints");
        if (routed.Split is { } split)
        {
            reasons.Add(split.ToString());
        }

        foreach (var hop in routed.Hops)
        {
            if (!hop.Endpoint.Overrides.IsEmpty)
            {
                reasons.Add($"`{hop.Endpoint.Id}`: {string.Join(", ", hop.Endpoint.Overrides)} overrides the imported catalog");
            }
        }

        var selection = filtered.Effects.Selection;
        if (selection.Objective == Objective.ExpectedCost)
        {
            AddExpectedCost(reasons, routed.Expectation, routed.Hops[0].Endpoint.Id);
        }
        else
        {
            var position = planned.Ranked.Sticky?.Index == planned.Chosen!.Index ? "answered last in this session and is still eligible" : "ranked first";
            reasons.Add($"`{routed.Hops[0].Endpoint.Id}` {position}: {CandidateRanking.Describe(planned.Chosen, selection, planned.Ranked.Scores)}");
        }

        AddPriors(reasons, routed, selection.Objective, filtered.Effects.Prepared.Estimator.KnownTask);
        AddQualityByPriors(reasons, routed, filtered.Effects.Prepared.Estimator.KnownTask);
        foreach (var hop in routed.Hops)
        {
            foreach (var dropped in hop.Dropped)
            {
                reasons.Add($"preferred {dropped.Definition.Name} {dropped.Value} dropped for fallback `{hop.Endpoint.Id}`: no further endpoint satisfies it (rule {dropped.From})");
            }

            if (hop.MaxOutputTokens is { } cap)
            {
                var budget = filtered.Effects.BudgetUsd(filtered.PreferredKept - hop.Dropped.Length);
                reasons.Add(OutputCaps.IsClamped(hop, filtered)
                    ? string.Create(CultureInfo.InvariantCulture, $"output of `{hop.Endpoint.Id}` capped at {cap} tokens, the most that it gives beside the prompt: the request takes at most {filtered.Effects.Prepared.Input.Request.MaxOutputTokens}")
                    : double.IsPositiveInfinity(budget)
                    ? string.Create(CultureInfo.InvariantCulture, $"output of `{hop.Endpoint.Id}` capped at {cap} tokens: its worst case fits what remains of the policy's budgets of tokens")
                    : string.Create(CultureInfo.InvariantCulture, $"output of `{hop.Endpoint.Id}` capped at {cap} tokens: its worst case ${hop.Estimate.WorstCaseUsd:0.000000} fits the bound maxCostUsd {budget}"));
            }
        }

        var latencies = filtered.Effects.Prepared.Input.State.Latencies;
        foreach (var hop in routed.Hops)
        {
            if (!latencies.IsEmpty && latencies.ContainsKey(hop.Endpoint.Id))
            {
                reasons.Add($"latency of `{hop.Endpoint.Id}` is as measured by this service");
            }
        }

        reasons.AddRange(BudgetReport.Reasons(routed, filtered));
        foreach (var finding in routed.Advisories)
        {
            if (!finding.IsSatisfied)
            {
                reasons.Add($"advisory {finding.Definition.Name} {finding.Value} is violated: found {finding.Found} (rule {finding.From})");
            }
        }
    }

    private static void AddDenied(
        ImmutableArray<string>.Builder reasons,
        Denied denied,
        PlannedChain planned,
        ImmutableArray<EmptyingConstraint> emptiedBy)
    {
        var filtered = planned.Ranked.Filtered;
        reasons.AddRange(denied.Reasons.ToImmutableArray());
        foreach (var emptying in emptiedBy)
        {
            reasons.Add($"{emptying.Constraint} ({string.Join(", ", emptying.Constraint.From)}) excluded {emptying.Removed} of {filtered.First.Eligibility.Count} endpoints");
        }

        var estimator = filtered.Effects.Prepared.Estimator;
        reasons.AddRange(ExpiredEvidence.Reasons(emptiedBy, estimator.View.Endpoints, estimator.Today));
        reasons.AddRange(UnknownEvidence.Reasons(emptiedBy, estimator.View.Endpoints, estimator.AllowSample));
    }

    private static void AddExpectedCost(ImmutableArray<string>.Builder reasons, Expectation? known, EndpointId first)
    {
        if (known is not { } expected)
        {
            reasons.Add("no eligible endpoint has a known cost");
            return;
        }

        reasons.Add(string.Create(CultureInfo.InvariantCulture, $"the chain from `{first}` is expected to cost ${expected.TotalUsd:0.000000} in total (${expected.RankedUsd:0.000000} at quantile {expected.Terms.Quantile:0.##}, which ranks) and to solve {expected.Solved:P1}"));
        if (expected.Explored)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"`{first}` is first to collect outcomes: the policy allows exploration for {expected.Terms.ExplorationShare:P1} of decisions"));
        }

        foreach (var hop in expected.Hops)
        {
            if (hop.ImputedSeconds > 0)
            {
                reasons.Add(string.Create(CultureInfo.InvariantCulture, $"latency of `{hop.Endpoint}` is unknown: the slowest known one counts, {hop.ImputedSeconds:0.0} s of waiting, ${hop.ImputedUsd:0.000000} of the total"));
            }
        }

        if (expected.RunnerUp is { } other)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"the best chain with another first hop, from `{other.Chain[0]}`, is expected to cost ${other.TotalUsd:0.000000} (${other.RankedUsd:0.000000} at the quantile)"));
        }
    }

    /// <summary>A selection that knows the models that it compares only by others.</summary>
    private static void AddPriors(ImmutableArray<string>.Builder reasons, Routed routed, Objective objective, TaskKind task)
    {
        var isPrior = objective switch
        {
            Objective.ExpectedCost => routed.Expectation is { } expected && expected.Hops.All(hop => hop.IsPrior),
            Objective.Quality => routed.Hops.All(hop => hop.Estimate.QualityIsPrior),
            Objective.Price or Objective.Latency or Objective.Ordered or Objective.Script => false,
            _ => throw new UnreachableException($"{objective}"),
        };
        if (isPrior)
        {
            reasons.Add($"no published score and no outcome of any chosen model at such tasks is known: success at {EnumNames<TaskKind>.NameOf(task)} rests on priors from other tasks, release dates and list prices");
        }
    }

    /// <summary>Hops that satisfy a bound on quality although no score of their models at the task is known.</summary>
    private static void AddQualityByPriors(ImmutableArray<string>.Builder reasons, Routed routed, TaskKind task)
    {
        foreach (var row in routed.Constraints.Rows)
        {
            if (row.Definition is not QualityOrPrior)
            {
                continue;
            }

            var hops = routed.Hops.Where(hop => hop.Estimate.QualityIsPrior)
                .Select(hop => string.Create(CultureInfo.InvariantCulture, $"`{hop.Endpoint.Id}` ({hop.Estimate.Quality:0.00})"))
                .ToList();
            if (hops.Count > 0)
            {
                reasons.Add($"{string.Join(", ", hops)} {(hops.Count == 1 ? "satisfies" : "satisfy")} {row.Definition.Name} {row.Value} by priors only: no published score at {EnumNames<TaskKind>.NameOf(task)} is known");
            }
        }
    }
}
