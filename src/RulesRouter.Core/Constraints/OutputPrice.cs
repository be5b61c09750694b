using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class OutputPrice() : CallFigureConstraint("price.outputPerMTok", "max", ConstraintKind.UpperBound, CallFigure.OutputPrice)
{
    public override string Unit => "US dollars per million tokens";

    public override string Description => "price of output in force at the time of the decision";

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) =>
        endpoint.AllRates().Select(rates => new ConstraintReading(Number: rates.Output));
}
