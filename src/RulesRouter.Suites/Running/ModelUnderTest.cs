using System.Collections.Immutable;
using RulesRouter.Suites.Editing;

namespace RulesRouter.Suites.Running;

/// <summary>What a suite is run against: a model behind an OpenAI-compatible API, or a command that works in the work tree.</summary>
internal sealed record ModelUnderTest
{
    public required string Name { get; init; }

    /// <summary>Id of the endpoint in the catalog, for prices and outcomes; null where the answer names it, or it is unknown.</summary>
    public string? Endpoint { get; init; }

    /// <summary>URL before <c>/chat/completions</c>; null for a command.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Name that the API expects, such as <c>policy/coding-assistant</c> at a gateway; null for a command.</summary>
    public string? Model { get; init; }

    /// <summary>Environment variable that holds the credential; null for none.</summary>
    public string? CredentialVariable { get; init; }

    /// <summary>Formats of answers; each is an attempt of its own.</summary>
    public ImmutableArray<EditFormat> Formats { get; init; } = [EditFormat.SearchReplace];

    /// <summary>Further rounds that see why the last one failed; 0 or more.</summary>
    public int RepairRounds { get; init; }

    /// <summary>Maximum tokens of an answer.</summary>
    public int MaxOutputTokens { get; init; } = 16_000;

    /// <summary>
    /// Dollars of an attempt, in place of what a gateway says or the catalog's prices give; null: those count, and an agent's dollars are
    /// unknown.
    /// </summary>
    public decimal? UsdPerAttempt { get; init; }

    /// <summary>Shell command of an agent; it reads the instruction from standard input. Null for an API.</summary>
    public string? Command { get; init; }

    /// <summary>Environment variables that the command gets although they look like credentials.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];
}
