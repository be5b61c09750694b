using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace RulesRouter.Benchmarks.Http;

/// <summary>The lower bound of any service: an endpoint that reads the whole body and responds with a number of bytes.</summary>
internal static class FloorEndpoint
{
    public static void Run(string url, int answerLength)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var answer = Enumerable.Repeat((byte)'a', answerLength).ToArray();
        app.MapPost("/v1/decisions", (RequestDelegate)(async context =>
        {
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync();
                context.Request.BodyReader.AdvanceTo(read.IsCompleted ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            context.Response.BodyWriter.Write(answer);
        }));
        app.Run();
    }
}
