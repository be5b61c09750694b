namespace RulesRouter.Service.Metrics;

/// <summary>The names of the service's metrics, their attributes, and its sources of telemetry.</summary>
internal static class MetricNames
{
    /// <summary>The meter, the source of traces, and the service in OpenTelemetry's resource.</summary>
    public const string Meter = "RulesRouter";

    public const string Decisions = "rulesrouter.decisions";
    public const string Exclusions = "rulesrouter.exclusions";
    public const string EstimatedCost = "rulesrouter.cost.estimated";
    public const string SettledCost = "rulesrouter.cost.settled";
    public const string BudgetShare = "rulesrouter.budget.share";
    public const string BudgetLost = "rulesrouter.budget.lost";
    public const string EndpointExcluded = "rulesrouter.endpoint.excluded";
    public const string Compared = "rulesrouter.reference.compared";
    public const string Disagreed = "rulesrouter.reference.disagreed";
    public const string ReferenceServing = "rulesrouter.reference.serving";
    public const string Reloads = "rulesrouter.reloads";
    public const string Revision = "rulesrouter.revision";
    public const string RevisionHeld = "rulesrouter.revision.held";
    public const string RevisionWeaker = "rulesrouter.revision.weaker";
    public const string ClassifierTrained = "rulesrouter.classifier.trained";
    public const string ClassifierProblem = "rulesrouter.classifier.problem";
    public const string RecordWaiting = "rulesrouter.record.waiting";
    public const string RecordProblem = "rulesrouter.record.problem";
    public const string RecordDamage = "rulesrouter.record.damage";
    public const string OutcomesPending = "rulesrouter.outcomes.pending";
    public const string OutcomesLag = "rulesrouter.outcomes.lag";
    public const string OutcomesEpoch = "rulesrouter.outcomes.epoch";

    /// <summary>Attributes.</summary>
    public const string Policy = "policy";
    public const string Outcome = "outcome";
    public const string Endpoint = "endpoint";
    public const string Denial = "denial";
    public const string ClassificationSource = "classification.source";
    public const string Constraint = "constraint";
    public const string Budget = "budget";
    public const string By = "by";
    public const string Result = "result";
    public const string RevisionHash = "revision";
    public const string Commit = "commit";
    public const string DecisionId = "decision.id";
}
