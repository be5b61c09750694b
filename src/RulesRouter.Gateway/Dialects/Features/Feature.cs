namespace RulesRouter.Gateway.Dialects.Features;

/// <summary>What a request uses that not every dialect has; at most 64.</summary>
internal enum Feature
{
    /// <summary>A top-level field that the client's dialect does not document.</summary>
    UnknownField,

    /// <summary>A part, item, role or tool of a type that the client's dialect does not document.</summary>
    UnknownPart,

    /// <summary>More than one answer: <c>n</c>.</summary>
    SeveralAnswers,

    /// <summary><c>presence_penalty</c>, <c>frequency_penalty</c>, <c>logit_bias</c>.</summary>
    Penalties,

    Seed,

    TopK,

    StopSequences,

    /// <summary>More than the four stop sequences that Chat Completions takes.</summary>
    ManyStopSequences,

    /// <summary>Log probabilities of tokens.</summary>
    LogProbabilities,

    /// <summary>Spoken answers.</summary>
    AudioOutput,

    AudioInput,

    /// <summary>A draft of the answer, to speed it up.</summary>
    Prediction,

    /// <summary>A vendor's search of the web beside tools of the client.</summary>
    WebSearchBesideTools,

    /// <summary>A vendor's own tool that the request depends on.</summary>
    ServerTools,

    /// <summary>A tool that the vendor's models know without a schema: editors, shells, computers.</summary>
    VendorClientTools,

    /// <summary>Groups of tools.</summary>
    ToolNamespaces,

    /// <summary>Functions beside tools, in the fields that tools replaced.</summary>
    LegacyFunctionsBesideTools,

    /// <summary>Calls of a vendor's own tools in the conversation.</summary>
    ServerToolHistory,

    /// <summary>
    /// State at the vendor: <c>previous_response_id</c>, <c>conversation</c>, <c>background</c>, <c>prompt</c>, items by reference.
    /// </summary>
    ServerState,

    /// <summary>The answer is to be stored at the vendor.</summary>
    Stored,

    /// <summary>The vendor trims or edits a conversation that is too long.</summary>
    ContextManagement,

    /// <summary>Where the vendor may process the request.</summary>
    ProcessingRegion,

    /// <summary>A vendor's moderation of input or output.</summary>
    Moderation,

    /// <summary>A container of the vendor's, or files in it.</summary>
    Containers,

    /// <summary>A JSON object of any schema.</summary>
    JsonObjectFormat,

    /// <summary>How verbose the answer is.</summary>
    Verbosity,

    /// <summary>Price class, priority or speed.</summary>
    ServiceTier,

    /// <summary>Labels, ids of users, diagnostics.</summary>
    Labels,

    /// <summary>The key by which requests of one conversation find its cache.</summary>
    CacheKey,

    /// <summary>Names of those who speak.</summary>
    ParticipantNames,

    /// <summary>Marks for the cache in parts.</summary>
    CacheControl,

    /// <summary>Additional output that <c>include</c> asks for.</summary>
    AdditionalOutput,

    /// <summary>How much detail of an image is read.</summary>
    ImageDetail,

    /// <summary>An image that the vendor stores.</summary>
    ImageFiles,

    /// <summary>A document that the vendor stores.</summary>
    DocumentFiles,

    /// <summary>A document at an address.</summary>
    DocumentUrls,

    /// <summary>A document within the request.</summary>
    Documents,

    /// <summary>An image or document that a tool returned.</summary>
    MediaInToolResults,

    /// <summary>A tool's result is marked as an error.</summary>
    ToolErrorFlag,

    /// <summary>Reasoning of earlier turns: signed, encrypted or plain.</summary>
    ReasoningHistory,

    /// <summary>Text of which the answer cites passages.</summary>
    Citations,
}
