using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Names;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>Keeps endpoints that take and give text in a chat API.</summary>
internal sealed class ChatFilter : EndpointFilter
{
    public static ChatFilter Instance { get; } = new();

    public override bool Holds(Candidate candidate, Estimator estimator) => candidate.Endpoint.AnswersChat;

    public override string Read(Candidate candidate, Estimator estimator) => candidate.Endpoint.Api == EndpointApi.Chat
        ? "without text"
        : EnumNames<EndpointApi>.NameOf(candidate.Endpoint.Api);

    public override void Narrow(EndpointBits remaining, Estimator estimator) => remaining.And(estimator.View.AnswersChat);

    protected override EndpointConstraint Describe() => new("api", "chat with text", EndpointFilters.FromService);
}
