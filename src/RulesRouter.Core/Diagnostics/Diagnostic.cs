using RulesRouter.Names;
using RulesRouter.Source;

namespace RulesRouter.Diagnostics;

/// <summary>One problem in a file. The message is lower case, has no full stop and quotes user input in backticks.</summary>
/// <param name="Help">How to fix it, or empty.</param>
public sealed record Diagnostic(DiagnosticCode Code, SourceSpan Span, string Message, string Help = "")
{
    public string Message { get; } = OneLine.Of(Message);

    public string Help { get; } = OneLine.Of(Help);

    public Severity Severity => Code.Severity;

    public bool IsError => Severity == Severity.Error;

    public override string ToString() =>
        $"{(Span.Source is null ? "" : $"{OneLine.Of(Span.Path)}:{Span.Line}:{Span.Column}: ")}{EnumNames<Severity>.NameOf(Severity)} {Code}: {Message}";
}
