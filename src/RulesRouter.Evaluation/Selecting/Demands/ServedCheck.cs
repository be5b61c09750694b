using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Endpoints;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>The endpoint is released and not retired.</summary>
internal sealed class ServedCheck : DemandCheck
{
    public static ServedCheck Instance { get; } = new();

    public override bool Holds(Candidate candidate, Consideration on) => candidate.Endpoint.IsServed(on.Today);

    public override string Read(Candidate candidate, Consideration on) =>
        candidate.Endpoint.IsRetired(on.Today) ? $"retired on {candidate.Endpoint.RetiresOn:yyyy-MM-dd}" : $"released on {candidate.Endpoint.ReleasedOn:yyyy-MM-dd}";

    public override void Narrow(EndpointBits alive, Consideration on) => alive.And(on.View.Served);

    protected override Demand Describe() => new("served", "released and not retired", EndpointDemands.FromService);
}
