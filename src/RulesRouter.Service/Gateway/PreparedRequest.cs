using System.Collections.Immutable;
using RulesRouter.Requests;

namespace RulesRouter.Service.Gateway;

/// <summary>A client's call, and the request for a decision on it.</summary>
/// <param name="Declared">The obligations that the caller says it fulfils.</param>
internal sealed record PreparedRequest(
    PreparedCall Call,
    DecisionRequest Request,
    RequestedPolicy Asked,
    ImmutableSortedSet<string> Declared);
