using System.Collections.Immutable;
using RulesRouter.Gateway.Chains;

namespace RulesRouter.Service.Options;

/// <summary>Settings of the gateway.</summary>
internal sealed record GatewayOptions
{
    /// <summary>The policy of callers that name a vendor's model and whose credential has no policy of its own; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>Further names of models, each as <c>name=policy/NAME</c> or <c>name=model</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>File of upstream credentials; null for none.</summary>
    public string? CredentialsPath { get; init; }

    /// <summary>File of rules that classify upstream errors before the built-in ones; null for none.</summary>
    public string? ErrorsPath { get; init; }

    /// <summary>File of the checks of answers that policies may name; null for none.</summary>
    public string? ChecksPath { get; init; }

    public ChainLimits Limits { get; init; } = new();
}
