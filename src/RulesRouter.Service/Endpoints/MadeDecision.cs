using RulesRouter.Decisions;

namespace RulesRouter.Service.Endpoints;

/// <summary>A decision and its id.</summary>
internal sealed record MadeDecision(string Id, Decision Decision);
