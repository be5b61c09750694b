using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>The conversation that a request belongs to.</summary>
/// <param name="CachedTokens">By endpoint id: tokens of this conversation in that endpoint's cache.</param>
public sealed record Session(string? Id, string? LastEndpoint, ImmutableSortedDictionary<string, int> CachedTokens);
