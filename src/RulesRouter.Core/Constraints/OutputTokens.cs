using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

internal sealed class OutputTokens() : NumberConstraint("outputTokens", "min", ConstraintKind.LowerBound)
{
    public override string Unit => "tokens";

    public override string Description => "the longest answer the endpoint gives";

    /// <summary>`outputTokens` is a fact of the request.</summary>
    internal override FactDefinition Fact => FactOf("answerTokens", FactType.Number);

    internal override ImmutableArray<ImmutableArray<FactSlot>> RequestSums => [[FixedFacts.MaxOutputTokens]];

    internal override ConstraintValue? AskedBy(RequestLimits request) =>
        request.OutputTokens is { } tokens ? new ConstraintValue.Number(tokens) : null;

    internal override string? MissingFrom(Endpoint endpoint) => endpoint.MaxOutputTokens is null ? "maxOutputTokens" : null;

    protected override double? Stated(Endpoint endpoint) => endpoint.MaxOutputTokens;
}
