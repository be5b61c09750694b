using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Endpoints;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>A demand with the ways to hold endpoints to it: one by one where a report asks, all at once where a decision is made.</summary>
internal abstract class DemandCheck
{
    private Demand? demand;

    public Demand Demand => demand ??= Describe();

    /// <summary>The combined constraint behind it; null for the checks every request makes.</summary>
    public virtual CombinedConstraint? Row => null;

    public abstract bool Holds(Candidate candidate, Consideration on);

    /// <summary>The endpoint's side, for the report.</summary>
    public abstract string Read(Candidate candidate, Consideration on);

    /// <summary>The same as a number, where it is a known one.</summary>
    public virtual double? Figure(Candidate candidate, Consideration on) => null;

    /// <summary>Takes out whoever does not meet it: exactly those for whom <see cref="Holds"/> is false.</summary>
    public abstract void Narrow(EndpointBits alive, Consideration on);

    protected abstract Demand Describe();
}
