using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>One combined constraint of rules and request.</summary>
internal sealed class ConstraintFilter(CombinedConstraint row) : EndpointFilter
{
    public override CombinedConstraint Row => row;

    public override bool Holds(Candidate candidate, Estimator estimator) => Holds(row, candidate, estimator);

    public override string Read(Candidate candidate, Estimator estimator) => row.Definition.Read(candidate).ToString();

    public override double? Figure(Candidate candidate, Estimator estimator) => row.Definition.Read(candidate).Number;

    public override void Narrow(EndpointBits remaining, Estimator estimator) => ConstraintNarrowing.Narrow(row, remaining, estimator);

    protected override EndpointConstraint Describe() => new(row.Definition.Name, Bound(), row.From);

    private static bool Holds(CombinedConstraint row, Candidate candidate, Estimator estimator) =>
        row.Definition.Read(candidate).Satisfies(row.Definition, row.Value);

    private static string AttemptsUsd(SpentBudget spent) =>
        double.IsPositiveInfinity(spent.AttemptsUsd) ? "an unknown amount" : NumberFormat.Of(spent.AttemptsUsd);

    private string Bound() => row.Definition.Kind switch
    {
        ConstraintKind.UpperBound when row.Spent is { AttemptsUsd: > 0 } spent =>
            $"at most {NumberFormat.Of(spent.BudgetUsd)} {row.Definition.Unit}, of which attempts spent {AttemptsUsd(spent)}",
        ConstraintKind.UpperBound => $"at most {row.Value} {row.Definition.Unit}",
        ConstraintKind.LowerBound => $"at least {row.Value} {row.Definition.Unit}",
        ConstraintKind.MustHaveAll => $"all of {row.Value}",
        ConstraintKind.AllowedSet => $"within {row.Value}",
        ConstraintKind.ForbiddenSet => $"none of {row.Value}",
        ConstraintKind.Permission or ConstraintKind.Requirement => $"{row.Value}",
    };
}
