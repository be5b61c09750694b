using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

public sealed class MaxCostUsd() : CallFigureConstraint("maxCostUsd", "", ConstraintKind.UpperBound, CallFigure.WorstCaseUsd)
{
    public override string Unit => "US dollars";

    public override string Description => "worst-case cost of the hops up to and including this one";

    public override FactDefinition Fact => FactOf("worstCaseUsd", FactType.Number);

    public override ImmutableArray<ImmutableArray<FactSlot>> RequestSums => [[FixedFacts.MaxCostUsd]];

    /// <summary>The cost depends on the length of the call.</summary>
    public override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => null;

    public override ConstraintValue? AskedBy(RequestLimits request) =>
        request.BudgetUsd is { } budget ? new ConstraintValue.Number(budget) : null;
}
