using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Http;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// The tokens of one response, written by the writer of the framework and by this project's: whether the second is worth its code.
/// </summary>
[Description("write a response")]
public class WritingBenchmark : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly CompactJson compact = new();
    private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);
    private readonly Utf8JsonWriter standard;
    private readonly byte[] number = new byte[FigureFormat.MaxLength];
    private Token[] tokens = [];

    public WritingBenchmark() => standard = new Utf8JsonWriter(buffer, Options);

    private enum Kind
    {
        StartObject,
        EndObject,
        StartArray,
        EndArray,
        Name,
        String,
        Number,
        Boolean,
    }

    [GlobalSetup]
    public void Load()
    {
        var point = new PolicyDecisionPoint(WorkloadFolder.Load(1_000, 200), NoClassifier.Instance, new DecisionSettings());
        var request = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(RequestBodies.Of(1_000).First())).Request!;
        var decision = point.Decide(request, RequestWorkload.Now, RouterState.Healthy).Decision!;
        var response = CompactJson.Bytes(
            decision,
            static (json, one) => DecisionWriter.Write(json, one, "0199aef2-8ad5-7a51-8d4e-ab3ce0f3a912"));
        tokens = [.. Tokens(response)];
        if (!CompactBytes().SequenceEqual(response) || !StandardBytes().SequenceEqual(response))
        {
            throw new InvalidOperationException(
                $"the writers disagree:\n{Encoding.UTF8.GetString(CompactBytes())}\n{Encoding.UTF8.GetString(StandardBytes())}");
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        standard.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, Description = "Utf8JsonWriter and FigureFormat")]
    public int Standard() => StandardBytes().Length;

    [Benchmark(Description = "CompactJson")]
    [Goal(0.8)]
    public int Compact() => CompactBytes().Length;

    private ReadOnlySpan<byte> CompactBytes()
    {
        compact.Clear();
        foreach (ref readonly var token in tokens.AsSpan())
        {
            switch (token.Kind)
            {
                case Kind.StartObject:
                    compact.StartObject();
                    break;
                case Kind.EndObject:
                    compact.EndObject();
                    break;
                case Kind.StartArray:
                    compact.StartArray();
                    break;
                case Kind.EndArray:
                    compact.EndArray();
                    break;
                case Kind.String:
                    compact.String(token.Text);
                    break;
                case Kind.Boolean:
                    compact.Boolean(token.Number != 0);
                    break;
                case Kind.Number:
                    compact.Figure(token.Utf8, token.Number);
                    break;
                default:
                    compact.Name(token.Utf8);
                    break;
            }
        }

        return compact.Written;
    }

    private ReadOnlySpan<byte> StandardBytes()
    {
        buffer.ResetWrittenCount();
        standard.Reset(buffer);
        foreach (ref readonly var token in tokens.AsSpan())
        {
            switch (token.Kind)
            {
                case Kind.StartObject:
                    standard.WriteStartObject();
                    break;
                case Kind.EndObject:
                    standard.WriteEndObject();
                    break;
                case Kind.StartArray:
                    standard.WriteStartArray();
                    break;
                case Kind.EndArray:
                    standard.WriteEndArray();
                    break;
                case Kind.String:
                    standard.WriteStringValue(token.Text);
                    break;
                case Kind.Boolean:
                    standard.WriteBooleanValue(token.Number != 0);
                    break;
                case Kind.Number:
                    standard.WritePropertyName(token.Name);
                    FigureFormat.TryWrite(token.Number, number, out var length);
                    standard.WriteRawValue(number.AsSpan(0, length), skipInputValidation: true);
                    break;
                default:
                    standard.WritePropertyName(token.Name);
                    break;
            }
        }

        standard.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>The tokens of a response; the name of a number is part of its token, as both writers take it.</summary>
    private static List<Token> Tokens(ReadOnlySpan<byte> response)
    {
        var found = new List<Token>();
        var reader = new Utf8JsonReader(response);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    found[^1] = found[^1] with { Kind = Kind.Number, Number = reader.GetDouble() };
                    break;
                case JsonTokenType.PropertyName:
                    found.Add(Token.Of(Kind.Name, reader.GetString()!));
                    break;
                case JsonTokenType.String:
                    found.Add(Token.Of(Kind.String, reader.GetString()!));
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    found.Add(Token.Of(Kind.Boolean, "") with { Number = reader.GetBoolean() ? 1 : 0 });
                    break;
                default:
                    found.Add(Token.Of(Enum.Parse<Kind>(reader.TokenType.ToString()), ""));
                    break;
            }
        }

        return found;
    }

    private sealed record Token(Kind Kind, string Text, byte[] Utf8, JsonEncodedText Name, double Number)
    {
        public static Token Of(Kind kind, string text) =>
            new(kind, text, Encoding.UTF8.GetBytes(text), JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), 0);
    }
}
