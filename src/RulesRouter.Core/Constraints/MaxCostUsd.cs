using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

internal sealed class MaxCostUsd() : CallFigureConstraint("maxCostUsd", "", ConstraintKind.UpperBound, CallFigure.WorstCaseUsd)
{
    public override string Unit => "US dollars";

    public override string Description => "worst-case cost of the hops up to and including this one";

    internal override FactDefinition Fact => FactOf("worstCaseUsd", FactType.Number);

    internal override ImmutableArray<ImmutableArray<FactSlot>> RequestSums => [[FixedFacts.MaxCostUsd]];

    /// <summary>The cost depends on the length of the call.</summary>
    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => null;

    internal override ConstraintValue? AskedBy(RequestLimits request) =>
        request.BudgetUsd is { } budget ? new ConstraintValue.Number(budget) : null;
}
