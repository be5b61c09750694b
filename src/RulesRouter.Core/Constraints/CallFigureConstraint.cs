using RulesRouter.Requests;

namespace RulesRouter.Constraints;

/// <summary>A bound on a figure of the call, which differs from request to request.</summary>
public abstract class CallFigureConstraint(
    string key,
    string facet,
    ConstraintKind kind,
    CallFigure figure) : ConstraintDefinition(key, facet, kind)
{
    public override CallFigure? Figure => figure;

    public override FactDefinition Fact => FactOf(Key, FactType.Number);

    public override ConstraintReading Read(CandidateFacts candidate) => new(Number: candidate.FigureOf(figure));
}
