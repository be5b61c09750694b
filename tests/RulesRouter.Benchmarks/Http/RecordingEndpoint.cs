using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace RulesRouter.Benchmarks.Http;

/// <summary>
/// The lower bound of a recorded response: an endpoint that reads the body without parsing it, appends a line as long as a
/// decision's to a file, and then responds with as many bytes as a decision. It decides nothing.
/// </summary>
internal static class RecordingEndpoint
{
    public static void Run(string url, string record, int answerLength, int lineLength)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var answer = Enumerable.Repeat((byte)'a', answerLength).ToArray();
        var line = Enumerable.Repeat((byte)'b', lineLength - 1).Append((byte)'\n').ToArray();
        var file = File.OpenHandle(record, FileMode.Create, FileAccess.Write);
        var end = 0L;
        app.MapPost("/v1/decisions", (RequestDelegate)(async context =>
        {
            await ReadBody(context);
            RandomAccess.Write(file, line, Interlocked.Add(ref end, line.Length) - line.Length);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            context.Response.BodyWriter.Write(answer);
        }));
        app.Run();
    }

    private static async Task ReadBody(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            context.Request.BodyReader.AdvanceTo(read.IsCompleted ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
