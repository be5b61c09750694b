using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Formats;
using RulesRouter.Names;

namespace RulesRouter.Diagnostics.Rendering;

internal static class JsonFindings
{
    public static void Write(TextWriter to, ImmutableArray<Diagnostic> diagnostics) => to.WriteLine(JsonSerializer.Serialize(
        diagnostics.Select(diagnostic => new
        {
            code = diagnostic.Code.Id,
            severity = EnumNames<Severity>.NameOf(diagnostic.Severity),
            file = diagnostic.Span.Path,
            line = diagnostic.Span.Line,
            column = diagnostic.Span.Column,
            length = diagnostic.Span.Length,
            message = diagnostic.Message,
            help = diagnostic.Help,
        }),
        JsonFormats.Indented));
}
