using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Json;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Service.Endpoints;

/// <summary>A refusal as RFC 9457 problem details, every fault with its JSON pointer.</summary>
internal sealed record Problem(int Status, string Title, string Detail, ImmutableArray<RequestFault> Faults) : IResult
{
    public static Problem NotReady { get; } = new(StatusCodes.Status503ServiceUnavailable, "no policies in force", "no revision has been loaded yet; GET /readyz says why", []);

    public static Problem NotRecorded { get; } = new(StatusCodes.Status503ServiceUnavailable, "the decision could not be recorded", "no decision is given that the record does not keep; the log says what is wrong with it", []);

    public static Problem UnknownPolicy(string name, IEnumerable<string> names, ImmutableArray<RequestFault> faults)
    {
        var help = Suggestion.DidYouMean(name, names);
        return new Problem(StatusCodes.Status404NotFound, "unknown policy", $"no policy is called `{name}`; {(help.Length > 0 ? help : $"there are {string.Join(", ", names)}")}", faults);
    }

    Task IResult.ExecuteAsync(HttpContext httpContext) => Send(httpContext);

    public void Write(CompactJson json)
    {
        json.StartObject();
        json.String("type"u8, "about:blank");
        json.String("title"u8, Title);
        json.Number("status"u8, Status);
        json.String("detail"u8, Detail);
        if (!Faults.IsEmpty)
        {
            json.StartArray("errors"u8);
            foreach (var fault in Faults)
            {
                json.StartObject();
                json.String("pointer"u8, fault.Pointer);
                json.String("message"u8, fault.Message);
                if (HelpFor(fault.Pointer) is { Length: > 0 } help)
                {
                    json.String("help"u8, help);
                }

                json.EndObject();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    public async Task Send(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/problem+json";
        var json = new CompactJson();
        Write(json);
        await json.Send(context).ConfigureAwait(false);
    }

    /// <summary>What the request's schema says about the field, within a batch too.</summary>
    private static string HelpFor(string pointer)
    {
        var parts = pointer.Split('/');
        return SchemaFields.DescriptionOf("decision-request", parts is ["", "requests", _, .. var inner] ? string.Concat(inner.Select(part => $"/{part}")) : pointer);
    }
}
