using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Requests;

namespace RulesRouter.Gateway.Dialects;

/// <summary>A client's request, read once and written for as many upstreams as the chain has.</summary>
internal sealed class ClientRequest
{
    private readonly ReadOnlyMemory<byte> body;
    private readonly List<TopLevelField> fields;
    private readonly Lazy<NeutralRequest> neutral;

    private ClientRequest(ReadOnlyMemory<byte> body, List<TopLevelField> fields, ApiDialect dialect, Func<NeutralRequest> read)
    {
        this.body = body;
        this.fields = fields;
        Dialect = dialect;
        neutral = new Lazy<NeutralRequest>(read, isThreadSafe: true);
    }

    public ApiDialect Dialect { get; }

    /// <summary>The client asks for a stream.</summary>
    public bool Streams => fields.Exists(found => found.Name == "stream" && found.Kind == JsonTokenType.True);

    /// <summary>What it uses that not every dialect has.</summary>
    public FeatureSet Features => neutral.Value.Features;

    /// <summary>The tools that it offers, as far as all dialects have such.</summary>
    public IReadOnlyList<ToolDefinition> Tools => neutral.Value.Tools;

    /// <summary>The form that it requires of the answer; null if any will do.</summary>
    public OutputFormat? Format => neutral.Value.Format;

    /// <exception cref="JsonException">The body is not a JSON object.</exception>
    public static ClientRequest Read(ReadOnlyMemory<byte> body, ApiDialect dialect) =>
        new(body, TopLevel.Fields(body.Span), dialect, () => RequestReader.Read(body, dialect));

    /// <summary>The same of a body that is parsed already.</summary>
    /// <param name="root">An object, of a document of these bytes that is not disposed of before the request is answered.</param>
    public static ClientRequest Read(ReadOnlyMemory<byte> body, ApiDialect dialect, JsonElement root) =>
        new(body, TopLevel.Fields(body.Span, root), dialect, () => RequestReader.Read(root, dialect));

    /// <summary>What keeps an upstream of a dialect from answering; empty if it can.</summary>
    public FeatureSet Excluding(ApiDialect upstream) =>
        upstream == Dialect ? FeatureSet.None : FeatureTable.Excluding(Features, Dialect, upstream);

    /// <summary>What some other dialect cannot express.</summary>
    public FeatureSet OnlyOwn => Enum.GetValues<ApiDialect>().Aggregate(FeatureSet.None, (all, dialect) => all.With(Excluding(dialect)));

    /// <param name="errors">Classifies errors within answers; null: the built-in table.</param>
    /// <exception cref="ArgumentException">The upstream's dialect cannot express the request: see <see cref="Excluding"/>.</exception>
    public UpstreamRequest For(ApiDialect upstream, UpstreamTarget target, ErrorTable? errors = null)
    {
        if (upstream == Dialect)
        {
            return new UpstreamRequest(Dialect, upstream, Same(target), DroppedFor(target), Settings(target, errors));
        }

        var excluding = Excluding(upstream);
        return excluding.IsEmpty
            ? new UpstreamRequest(
                Dialect,
                upstream,
                RequestWriter.Write(neutral.Value, upstream, target),
                FeatureTable.DroppedOf(Features, Dialect, upstream),
                Settings(target, errors))
            : throw new ArgumentException($"the dialect cannot express {excluding}", nameof(upstream));
    }

    private FeatureSet DroppedFor(UpstreamTarget target) =>
        OtherTier.Of(body, fields, Dialect, target).Any() ? FeatureSet.None.With(Feature.ServiceTier) : FeatureSet.None;

    private ReadOnlyMemory<byte> Same(UpstreamTarget target)
    {
        var edited = SameDialect.Write(body, fields, Dialect, target);
        return target.StripsUnsignedReasoning ? UnsignedReasoning.Strip(edited, Dialect) : edited;
    }

    private AnswerSettings Settings(UpstreamTarget target, ErrorTable? errors) => new(
        target.AnswerId,
        target.WireModel,
        target.At.ToUnixTimeSeconds(),
        WantsUsage(),
        neutral.IsValueCreated ? neutral.Value.CustomTools : new HashSet<string>(),
        neutral.IsValueCreated ? neutral.Value.ParallelCalls : null)
    {
        Errors = errors ?? ErrorTable.Default,
    };

    /// <summary>Chat Completions states usage in a stream only where the client asked for it.</summary>
    private bool WantsUsage()
    {
        var options = fields.FindLast(field => field.Name == "stream_options");
        if (Dialect != ApiDialect.OpenaiChat || options.Kind != JsonTokenType.StartObject)
        {
            return Dialect != ApiDialect.OpenaiChat;
        }

        using var document = JsonDocument.Parse(body[options.Value], Parsing.Options);
        return document.RootElement.Boolean("include_usage") == true;
    }
}
