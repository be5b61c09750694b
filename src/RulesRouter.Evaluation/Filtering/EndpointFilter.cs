using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Excludes endpoints from a decision: all at once when deciding, one by one when explaining.</summary>
internal abstract class EndpointFilter
{
    private EndpointConstraint? constraint;

    public EndpointConstraint Constraint => constraint ??= Describe();

    /// <summary>The combined constraint; null for filters that apply to every request.</summary>
    public virtual CombinedConstraint? Row => null;

    public abstract bool Holds(Candidate candidate, Estimator estimator);

    /// <summary>The endpoint's value, as a string.</summary>
    public abstract string Read(Candidate candidate, Estimator estimator);

    /// <summary>The same as a number; null if unknown or not a number.</summary>
    public virtual double? Figure(Candidate candidate, Estimator estimator) => null;

    /// <summary>Removes exactly the endpoints for which <see cref="Holds"/> is false.</summary>
    public abstract void Narrow(EndpointBits remaining, Estimator estimator);

    protected abstract EndpointConstraint Describe();
}
