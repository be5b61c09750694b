using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Source;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RulesRouter.Language.Yaml;

/// <summary>
/// Bytes → one YAML document with positions, or diagnostics. Rejects ambiguous input: duplicate keys, merge keys, several documents.
/// </summary>
internal sealed class YamlReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SourceFile source;
    private readonly DiagnosticBag diagnostics;
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly IParser parser;
    private int nodes;

    private YamlReader(SourceFile source, DiagnosticBag diagnostics)
    {
        this.source = source;
        this.diagnostics = diagnostics;
        parser = new Parser(new Scanner(new StringReader(source.Text), skipComments: true));
    }

    /// <summary>Null where the file is empty or an error was reported.</summary>
    public static YamlNode? Read(string path, ReadOnlySpan<byte> content, DiagnosticBag diagnostics)
    {
        if (content.Length > YamlLimits.MaxBytes)
        {
            diagnostics.Add(
                YamlDiagnostics.TooLarge,
                new SourceSpan(new SourceFile(path, ""), 0, 0),
                $"the file is larger than {YamlLimits.MaxBytes} bytes",
                "split it into several files");
            return null;
        }

        string text;
        try
        {
            text = StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Add(
                YamlDiagnostics.Syntax,
                new SourceSpan(new SourceFile(path, ""), 0, 0),
                "the file is not UTF-8",
                "save it as UTF-8");
            return null;
        }

        var source = new SourceFile(path, text.StartsWith('\uFEFF') ? text[1..] : text);
        return CharacterCheck.Holds(source, diagnostics) ? new YamlReader(source, diagnostics).ReadDocument() : null;
    }

    private YamlNode? ReadDocument()
    {
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out var start))
            {
                diagnostics.Add(
                    YamlDiagnostics.Syntax,
                    new SourceSpan(source, 0, 0),
                    "the file is empty",
                    "start it with `apiVersion: rulesrouter/v1` and `kind:`; pipes and devices are not read");
                return null;
            }

            RefuseDirectives(start);
            var root = ReadNode(0);
            parser.Consume<DocumentEnd>();
            if (parser.Current is DocumentStart next)
            {
                throw new Refusal(
                    YamlDiagnostics.Refused,
                    SpanOf(next),
                    "a second document in one file",
                    "put each document in a separate file");
            }

            return root;
        }
        catch (Refusal refusal)
        {
            diagnostics.Add(refusal.Code, refusal.Span, refusal.Message, refusal.Help);
        }
        catch (YamlException exception)
        {
            var isTab = exception.Message.Contains("tab", StringComparison.Ordinal);
            diagnostics.Add(
                YamlDiagnostics.Syntax,
                isTab ? TabAfter(exception.End) : Point(exception.Start),
                InPlainWords(exception.Message),
                isTab ? "indent with spaces" : "");
        }
        catch (Exception exception) when (exception is ArgumentException
            or InvalidOperationException
            or FormatException
            or OverflowException)
        {
            // The parser throws on some malformed escapes, and on tabs that indent the lines of a list in brackets.
            var end = parser.Current?.End ?? Mark.Empty;
            var place = TabAfter(end);
            var isTab = place.Start < source.Text.Length && source.Text[place.Start] == '\t';
            diagnostics.Add(
                YamlDiagnostics.Syntax,
                place,
                isTab ? "invalid YAML: a tab as indentation" : "invalid YAML from here on",
                isTab ? "indent with spaces" : "");
        }

        return null;
    }

    /// <summary>Directives and tags change the meaning of the same characters, so both are rejected.</summary>
    private void RefuseDirectives(DocumentStart start)
    {
        for (var line = 1; line <= source.PositionOf((int)start.Start.Index).Line; line++)
        {
            if (source.LineAt(line).StartsWith('%'))
            {
                throw new Refusal(
                    YamlDiagnostics.Refused,
                    new SourceSpan(source, source.OffsetOf(line, 1), source.LineAt(line).Length),
                    "directives are not supported",
                    "remove the line; files are YAML 1.2");
            }
        }
    }

    private YamlNode ReadNode(int depth)
    {
        Count(1);
        RefuseDepth(depth);
        if (parser.Current is NodeEvent { Tag: { IsEmpty: false } tag } tagged)
        {
            throw new Refusal(
                YamlDiagnostics.Refused,
                SpanOf(tagged),
                $"the tag `{(tag.IsNonSpecific ? "!" : tag.Value)}` is not supported",
                "remove it; quote a value that is a string");
        }

        switch (parser.Current)
        {
            case AnchorAlias alias:
                parser.MoveNext();
                return Expand(alias, depth);
            case Scalar scalar:
                parser.MoveNext();
                return Remember(scalar, ScalarOf(scalar));
            case SequenceStart start:
                parser.MoveNext();
                Open(start);
                return Remember(start, ReadSequence(start, depth));
            case MappingStart start:
                parser.MoveNext();
                Open(start);
                return Remember(start, ReadMapping(start, depth));
            default:
                throw new Refusal(YamlDiagnostics.Syntax, SpanOf(parser.Current!), "expected a value");
        }
    }

    private YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        var end = parser.Consume<SequenceEnd>();
        return new YamlSequence(items.ToImmutable(), Between(start, end));
    }

    private YamlMapping ReadMapping(MappingStart start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        while (!parser.Accept<MappingEnd>(out _))
        {
            var at = SpanOf(parser.Current!);
            if (ReadNode(depth + 1) is not YamlScalar key)
            {
                throw new Refusal(
                    YamlDiagnostics.Refused,
                    at,
                    "a key must be a name, found an object or a list",
                    "write a name before the colon");
            }

            if (key is { Text: "<<", IsPlain: true })
            {
                throw new Refusal(
                    YamlDiagnostics.Refused,
                    key.Span,
                    "merge keys are not supported",
                    "repeat the shared part, or move it into a policy that others extend");
            }

            var value = ReadNode(depth + 1);
            if (seen.TryGetValue(key.Text, out var first))
            {
                diagnostics.Add(
                    YamlDiagnostics.DuplicateKey,
                    key.Span,
                    $"duplicate key `{key.Text}` (first at {first.Span.Line}:{first.Span.Column})",
                    "keep one");
                continue;
            }

            seen.Add(key.Text, key);
            entries.Add(new YamlEntry(key, value));
        }

        var end = parser.Consume<MappingEnd>();
        return new YamlMapping(entries.ToImmutable(), Between(start, end));
    }

    private void RefuseDepth(int depth)
    {
        if (depth > YamlLimits.MaxDepth)
        {
            throw new Refusal(YamlDiagnostics.TooLarge, SpanOf(parser.Current!), $"nested deeper than {YamlLimits.MaxDepth} levels");
        }
    }

    private YamlScalar ScalarOf(Scalar scalar)
    {
        var span = SpanOf(scalar);
        var read = new YamlScalar(
            new EmbeddedSource(scalar.Value, span, ScalarOffsets.Of(source.Text, span, scalar.Value)),
            scalar.Style == ScalarStyle.Plain);
        return read.Value is double number && !double.IsFinite(number)
            ? throw new Refusal(
                YamlDiagnostics.TooLarge,
                span,
                "the number is too large",
                "the maximum is about 1.8e308; quote it if it is a string")
            : read;
    }

    private void Open(NodeEvent start)
    {
        if (!start.Anchor.IsEmpty)
        {
            open.Add(start.Anchor.Value);
        }
    }

    private YamlNode Remember(NodeEvent start, YamlNode node)
    {
        if (!start.Anchor.IsEmpty)
        {
            open.Remove(start.Anchor.Value);
            anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode Expand(AnchorAlias alias, int depth)
    {
        var name = alias.Value.Value;
        if (open.Contains(name))
        {
            throw new Refusal(YamlDiagnostics.Refused, SpanOf(alias), $"alias cycle: `*{name}` is inside `&{name}`");
        }

        if (!anchors.TryGetValue(name, out var node))
        {
            throw new Refusal(
                YamlDiagnostics.Refused,
                SpanOf(alias),
                $"`*{name}` names no anchor",
                Suggestion.DidYouMean(name, anchors.Keys));
        }

        Count(SizeOf(node));
        RefuseDepth(depth + DepthOf(node));
        return node;
    }

    private void Count(int more)
    {
        nodes += more;
        if (nodes > YamlLimits.MaxNodes)
        {
            throw new Refusal(
                YamlDiagnostics.TooLarge,
                SpanOf(parser.Current!),
                $"more than {YamlLimits.MaxNodes} values after aliases are expanded",
                "split the file, or use fewer aliases");
        }
    }

    private static int SizeOf(YamlNode node) => node switch
    {
        YamlSequence sequence => 1 + sequence.Items.Sum(SizeOf),
        YamlMapping mapping => 1 + mapping.Entries.Sum(entry => 1 + SizeOf(entry.Value)),
        YamlScalar => 1,
        _ => throw new UnreachableException(),
    };

    private static int DepthOf(YamlNode node) => node switch
    {
        YamlSequence { Items.IsEmpty: false } sequence => 1 + sequence.Items.Max(DepthOf),
        YamlMapping { Entries.IsEmpty: false } mapping => 1 + mapping.Entries.Max(entry => DepthOf(entry.Value)),
        YamlScalar or YamlSequence or YamlMapping => 0,
        _ => throw new UnreachableException(),
    };

    private SourceSpan SpanOf(ParsingEvent @event) => new(source, (int)@event.Start.Index, (int)(@event.End.Index - @event.Start.Index));

    private SourceSpan Between(ParsingEvent start, ParsingEvent end) =>
        new(source, (int)start.Start.Index, (int)Math.Max(0, end.Start.Index - start.Start.Index));

    private SourceSpan Point(Mark mark) => new(source, (int)Math.Min(mark.Index, source.Text.Length), 0);

    /// <summary>The tab that a message is about: at a place, or the first one in an indentation after the last event.</summary>
    private SourceSpan TabAfter(Mark end)
    {
        if (end.Index < source.Text.Length && source.Text[(int)end.Index] == '\t')
        {
            return Point(end);
        }

        var read = (int)(parser.Current?.End.Index ?? 0);
        for (var line = source.PositionOf(read).Line; line <= source.PositionOf(source.Text.Length).Line; line++)
        {
            var text = source.LineAt(line);
            var tab = text.IndexOf('\t');
            if (tab >= 0 && text[..tab].Trim(' ').Length == 0 && source.OffsetOf(line, tab + 1) >= read)
            {
                return new SourceSpan(source, source.OffsetOf(line, tab + 1), 0);
            }
        }

        return Point(end);
    }

    private static string InPlainWords(string message)
    {
        var words = message.TrimEnd('.');
        return words.Length == 0 ? "invalid YAML" : char.ToLowerInvariant(words[0]) + words[1..];
    }

    /// <summary>Stops reading one file; caught where the reading began.</summary>
    private sealed class Refusal(DiagnosticCode code, SourceSpan span, string message, string help = "") : Exception(message)
    {
        public DiagnosticCode Code { get; } = code;

        public SourceSpan Span { get; } = span;

        public string Help { get; } = help;
    }
}
