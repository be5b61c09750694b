using System.Collections.Immutable;
using RulesRouter.Benchmarks.Matching;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Objectives;
using RulesRouter.Policies;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// A hand-written router for this workload: ifs for the rules, variables for the constraints, then a filter over
/// the endpoints and a sort. It has no unknown values, reasons, evidence or budget, and only the constraints of the workload.
/// </summary>
internal sealed class RouterByHand(CompiledPolicySet set, CompiledPolicy policy)
{
    private readonly IfChain chain = new(policy.Schema, [.. policy.Rules.Select(rule => rule.Condition)]);

    public List<Endpoint> Decide(ChainFacts facts, DateTimeOffset at, double outputTokens)
    {
        var count = chain.Match(facts);
        var (retention, mayTrain, certifications, regions, price, latency) = (
            double.MaxValue,
            true,
            new HashSet<string>(),
            (ImmutableSortedSet<string>?)null,
            double.MaxValue,
            double.MaxValue);
        Selection? selection = null;
        var best = int.MinValue;
        foreach (var index in chain.Matches[..count])
        {
            var rule = policy.Rules[index].Rule;
            foreach (var clause in rule.Constraints)
            {
                switch (clause.Definition.Name, clause.Value)
                {
                    case ("dataRetentionDays.max", ConstraintValue.Number most): retention = Math.Min(retention, most.Value); break;
                    case ("trainsOnData", ConstraintValue.Boolean flag): mayTrain &= flag.Value; break;
                    case ("certifications", ConstraintValue.Names names): certifications.UnionWith(names.Values); break;
                    case ("processingRegions.allow", ConstraintValue.Names names):
                        regions = regions?.Intersect(names.Values)
                        ?? names.Values; break;
                    case ("price.outputPerMTok.max", ConstraintValue.Number most): price = Math.Min(price, most.Value); break;
                    case ("latencyP99Ms.max", ConstraintValue.Number most): latency = Math.Min(latency, most.Value); break;
                }
            }

            if (rule.Selection is { } found && (rule.IsDefault ? int.MinValue + 1 : rule.Priority) is var priority && priority > best)
            {
                (selection, best) = (found, priority);
            }
        }

        var today = DateOnly.FromDateTime(at.UtcDateTime);
        var left = set.Catalog.Endpoints.Where(endpoint =>
            endpoint.Compliance.DataRetentionDays?.Value <= retention
            && (mayTrain || endpoint.Compliance.TrainsOnData?.Value == false)
            && (certifications.Count == 0 || endpoint.Compliance.Certifications?.Value.IsSupersetOf(certifications) == true)
            && (regions is null || endpoint.Compliance.ProcessingRegions?.Value.IsSubsetOf(regions) == true)
            && endpoint.Prices!.RatesAt(at)!.Output <= price
            && endpoint.Latency!.P99Ms(outputTokens, today, false) <= latency
            && endpoint.ContextTokens >= facts.InputTokens + outputTokens
            && endpoint.MaxOutputTokens >= outputTokens);
        var ranked = selection!.Objective == Objective.Latency
            ? left.OrderBy(endpoint => endpoint.Latency!.P50Ms(outputTokens, today, false))
            : left.OrderBy(endpoint => CallCost.TotalOf(endpoint.Prices!.RatesAt(at), new TokenUsage(facts.InputTokens, outputTokens)));
        return [.. ranked.Take(3)];
    }
}
