using System.Text.RegularExpressions;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>
/// Samples of <c>perf script</c> by parts of the program: a sample belongs to the part of its innermost frame that is of any. What a
/// part calls of the framework is its own.
/// </summary>
internal sealed class ProfileParts
{
    private const string Kernel = "[kernel.kallsyms]";
    private const string Rest = "garbage collector and the rest";

    private static readonly (string Name, Regex Frame)[] Parts =
    [
        ("classification of the prompt", Of(@"RulesRouter\.Classifiers\.|PolicyDecisionPoint::Classify")),
        ("conversation and tokens", Of(@"RulesRouter\.(Conversations|Tokens|Requests)\.")),
        ("decision", Of(@"RulesRouter\.(Evaluation|Economics|Constraints|Decisions|Objectives|Catalog|Policies)\.")),
        ("digests and signed ids", Of(@"RequestDigest|DecisionIds|Cryptography|libcrypto")),
        ("reading the request for the decision", Of(@"RulesRouter\.Wire\.(Requests|Reading|Conversations)\.")),
        ("writing the decision and its record line", Of(@"RulesRouter\.Wire\.|RulesRouter\.Service\.Endpoints\.Answer::")),
        ("record: compression of closed files", Of(@"RecordKeeper|System\.IO\.Compression")),
        ("record: writes", Of(@"RulesRouter\.Service\.Recording\.")),
        ("outcome store", Of(@"RulesRouter\.Service\.Outcomes\.|Microsoft\.Data\.Sqlite|sqlite3")),
        ("bodies, answers and streams in their dialects", Of(@"RulesRouter\.Gateway\.Dialects\.")),
        ("carrying out the chain", Of(@"RulesRouter\.Gateway\.|RulesRouter\.Service\.Gateway\.")),
        ("rest of the service, with its state and metrics", Of(@"RulesRouter\.|OpenTelemetry")),
        ("HTTP client", Of(@"System\.Net\.Http\.")),
        ("web server", Of(@"Microsoft\.AspNetCore\.")),
        ("sockets", Of(@"System\.Net\.Sockets|__send|__libc_recv|epoll_wait|\.NET Sockets")),
        ("tasks and threads", Of(@"System\.Threading\.")),
        ("compiler", Of(@"\.NET Tiered Com")),
        (Rest, Of("")),
    ];

    private readonly (int Samples, int Kernel)[] counts = new (int, int)[Parts.Length];
    private readonly List<string> frames = [];
    private string thread = "";

    public int Samples { get; private set; }

    public IEnumerable<(string Name, int Samples, int Kernel)> Counts =>
        Parts.Select((part, index) => (part.Name, counts[index].Samples, counts[index].Kernel));

    /// <param name="line">A sample is a line with its thread, its frames from the innermost, and an empty line.</param>
    public void Read(string line)
    {
        if (line.Length == 0)
        {
            Add();
            frames.Clear();
        }
        else if (char.IsWhiteSpace(line[0]))
        {
            frames.Add(line);
        }
        else
        {
            thread = line;
        }
    }

    private void Add()
    {
        if (frames.Count == 0)
        {
            return;
        }

        var part = frames.Append(thread).Select(Find).First(found => found >= 0);
        var (samples, kernel) = counts[part];
        counts[part] = (samples + 1, kernel + (frames[0].Contains(Kernel, StringComparison.Ordinal) ? 1 : 0));
        Samples++;
    }

    /// <summary>Only the thread, which comes last, belongs to the rest.</summary>
    private int Find(string frame)
    {
        var method = MethodOf(frame);
        var part = Array.FindIndex(Parts, part => part.Frame.IsMatch(method));
        return part < Parts.Length - 1 || frame == thread ? part : -1;
    }

    /// <summary>Without the types of its result and its parameters, which may be of any part.</summary>
    private static string MethodOf(string frame)
    {
        var name = frame.IndexOf("::", StringComparison.Ordinal);
        if (name < 0)
        {
            return frame;
        }

        var end = frame.IndexOf('(', name);
        return frame[(frame.LastIndexOf(' ', name) + 1)..(end < 0 ? frame.Length : end)];
    }

    private static Regex Of(string pattern) => new(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant);
}
