using RulesRouter.Source;

namespace RulesRouter.Diagnostics;

/// <summary>One problem in a file. The message is lower case, has no full stop and quotes the author's text in backticks.</summary>
/// <param name="Help">A way out, or empty.</param>
public sealed record Diagnostic(DiagnosticCode Code, SourceSpan Span, string Message, string Help = "")
{
    public string Message { get; } = OneLine.Of(Message);

    public string Help { get; } = OneLine.Of(Help);

    public Severity Severity => Code.Severity;

    public bool IsError => Severity == Severity.Error;

    public override string ToString() =>
        $"{(Span.Source is null ? "" : $"{OneLine.Of(Span.Path)}:{Span.Line}:{Span.Column}: ")}{Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
}
