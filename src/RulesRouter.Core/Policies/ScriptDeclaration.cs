using System.Collections.Immutable;
using RulesRouter.Names;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A named, pure JavaScript function of a policy, for what an expression cannot express.</summary>
/// <param name="Policy">The policy that declares it.</param>
/// <param name="Body">The statements of the function: its inputs are in scope by name, and it returns its result.</param>
internal sealed record ScriptDeclaration(
    string Policy,
    string Name,
    ImmutableArray<ScriptInput> Inputs,
    ScriptResult Result,
    EmbeddedSource Body,
    string Description,
    SourceSpan Span)
{
    /// <summary>Under the declaring policy, unique in a folder.</summary>
    public string QualifiedName => $"{Policy}/{Name}";

    /// <summary>Whether it scores endpoints instead of answering about a request.</summary>
    public bool TakesEndpoint => Inputs.Any(input => input.Type == ScriptType.Endpoint);
}

/// <param name="IsOptional">An unknown value is passed as <c>null</c>; otherwise an unknown input makes the answer unknown.</param>
internal sealed record ScriptInput(string Name, ScriptType Type, bool IsOptional, SourceSpan Span);

internal enum ScriptType
{
    Boolean,
    Number,
    [Spelling("text")]
    String,

    /// <summary>An array of strings, in ordinal order.</summary>
    Set,

    /// <summary>An object with the known facts of an endpoint; only for scripts that rank.</summary>
    Endpoint,
}

internal enum ScriptResult
{
    Boolean,
    Number,
}
