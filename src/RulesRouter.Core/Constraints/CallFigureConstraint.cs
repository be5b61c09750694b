using RulesRouter.Requests;

namespace RulesRouter.Constraints;

/// <summary>A bound on a figure of the call, which differs from request to request.</summary>
internal abstract class CallFigureConstraint(
    string key,
    string facet,
    ConstraintKind kind,
    CallFigure figure) : ConstraintDefinition(key, facet, kind)
{
    internal override CallFigure? Figure => figure;

    internal override FactDefinition Fact => FactOf(Key, FactType.Number);

    internal override ConstraintReading Read(CandidateFacts candidate) => new(Number: candidate.FigureOf(figure));
}
