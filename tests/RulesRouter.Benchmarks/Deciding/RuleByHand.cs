using RulesRouter.Constraints;
using RulesRouter.Objectives;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>A rule of the workload as plain fields; also the combination of several.</summary>
internal readonly record struct RuleByHand(
    double Retention,
    bool ForbidsTraining,
    bool NeedsSoc2,
    bool NeedsEuOrUs,
    double OutputPrice,
    double LatencyP99,
    bool Selects,
    bool ByLatency,
    int Priority)
{
    public static RuleByHand None { get; } =
        new(double.MaxValue, false, false, false, double.MaxValue, double.MaxValue, false, false, 0);

    public static RuleByHand Of(Policies.Rule rule)
    {
        var made = None;
        foreach (var clause in rule.Constraints)
        {
            made = (clause.Definition.Name, clause.Value) switch
            {
                ("dataRetentionDays.max", ConstraintValue.Number max) => made with { Retention = max.Value },
                ("trainsOnData", ConstraintValue.Boolean { Value: false }) => made with { ForbidsTraining = true },
                ("certifications", ConstraintValue.Names { Values: ["soc2"] }) => made with { NeedsSoc2 = true },
                ("processingRegions.allow", ConstraintValue.Names { Values: ["eu", "us"] }) => made with { NeedsEuOrUs = true },
                ("price.outputPerMTok.max", ConstraintValue.Number max) => made with { OutputPrice = max.Value },
                ("latencyP99Ms.max", ConstraintValue.Number max) => made with { LatencyP99 = max.Value },
                _ => throw new NotSupportedException(clause.Definition.Name),
            };
        }

        return rule.Selection is { } selection
            ? made with
            {
                Selects = true,
                ByLatency = selection.Objective == Objective.Latency,
                Priority = rule.IsDefault ? int.MinValue + 1 : rule.Priority,
            }
            : made;
    }

    public RuleByHand With(in RuleByHand other) => new(
        Math.Min(Retention, other.Retention),
        ForbidsTraining | other.ForbidsTraining,
        NeedsSoc2 | other.NeedsSoc2,
        NeedsEuOrUs | other.NeedsEuOrUs,
        Math.Min(OutputPrice, other.OutputPrice),
        Math.Min(LatencyP99, other.LatencyP99),
        false,
        false,
        0);
}
