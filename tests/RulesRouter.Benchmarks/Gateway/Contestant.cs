using RulesRouter.Benchmarks.Http;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>A server in front of the upstream, or the upstream itself.</summary>
/// <param name="Headers">Lines of a request's head that it needs.</param>
internal sealed record Contestant(string Name, ServerProcess Server, string Path, string Headers = "") : IDisposable
{
    private const string Messages =
        """[{"role":"system","content":"You review changes of a payment service written in C#. Answer briefly."},{"role":"user","content":"PROMPT"}]""";

    private static readonly string Prompt = string.Concat(Enumerable.Repeat(
        "The method `Settle` now takes the lock before it reads the balance. Is there a case in which two transfers wait for each other? ",
        16));

    /// <summary>A question of 2 KB, in the form of Chat Completions.</summary>
    public static string Body(bool isStream, bool stalls = false) =>
        $$"""{"model":"policy/bench","messages":{{Messages.Replace("PROMPT", Prompt, StringComparison.Ordinal)}},"max_tokens":400{{(isStream ? ",\"stream\":true" : "")}}{{(stalls ? ",\"seed\":1" : "")}}}""";

    /// <summary>Why its streams cannot be measured; null if they can.</summary>
    public string? StreamFault { get; set; }

    public LoadGenerator Load(int connections, bool isStream) => new(Server.Port, Path, [Body(isStream)], connections, Headers);

    public void Dispose() => Server.Dispose();
}
