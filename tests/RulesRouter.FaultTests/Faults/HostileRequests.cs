using System.Globalization;
using System.Text;

namespace RulesRouter.FaultTests.Faults;

/// <summary>Generates requests: every path, method, kind of header and kind of body, in combinations that a seed determines.</summary>
internal static class HostileRequests
{
    private static readonly string[] Methods =
        ["GET", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO", "get", "G\u0001T", ""];

    private static readonly string[] Ids =
    [
        "x", "..%2f..%2fetc%2fpasswd", "%00", "%ff%fe", "0197f0a0-0000-7000-8000-000000000000aaaaaaaaaaaaaaaaaaaa",
        "ffffffff-ffff-7fff-bfff-ffffffffffff00000000000000000000", "%F0%9F%92%A9", "-1", "' OR 1=1 --",
    ];

    private static readonly string[] Queries = ["", "", "", "?a=b", "?limit=-1", "?limit=1e999", "?%", "?a=%ff", "?policy=a&policy=b"];

    private static readonly string[] Types =
    [
        "application/json", "application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16",
        "application/json; charset=nonsense", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ";", "application/",
    ];

    private static readonly string[] Headers =
    [
        "x-api-key: nonsense", "authorization: Bearer nonsense", "authorization: Basic", "authorization: ", "cookie: a=b; c", "expect: 100-continue",
        "content-encoding: gzip", "accept: nonsense/;q=x", "accept-encoding: identity;q=0, *;q=0", "range: bytes=0-1,9-2",
        "if-match: \"x\"",
        "x-rulesrouter-attribute-sensitivity: secret", "x-rulesrouter-attribute-nosuch: 1", "x-rulesrouter-attribute-: 1",
        "x-rulesrouter-deadline-ms: -1", "x-rulesrouter-deadline-ms: 1e400", "x-rulesrouter-obligations: redact,,nonsense", "anthropic-version: 1",
        "traceparent: 00-zz", "traceparent: 00-00000000000000000000000000000000-0000000000000000-00", "origin: http://evil.example",
        "x-forwarded-for: 1.2.3.4", "x-session-id: \u00e9", "upgrade: websocket\r\nconnection: upgrade", "forwarded: for=\"", "a b: c", ": empty",
        "x-folded: a\r\n b", "tracestate: ,,,", "baggage: =",
    ];

    public static HostileRequest Make(Random random, string[] paths)
    {
        var text = new StringBuilder();
        var version = random.Next(40) == 0 ? Pick(random, ["HTTP/9.9", "HTTP/1", "HTTP/2.0", "FTP/1.1", ""]) : "HTTP/1.1";
        var path = Pick(random, paths);
        var target = Target(random, path);
        var body = HostileBodies.Make(random, path);
        text.Append(CultureInfo.InvariantCulture, $"{Pick(random, random.Next(3) == 0 ? Methods : ["POST"])} {target} {version}\r\n");
        if (random.Next(30) != 0)
        {
            var host = random.Next(20) == 0 ? Pick(random, ["evil.example", "", "[::1", "a b"]) : "127.0.0.1";
            text.Append(CultureInfo.InvariantCulture, $"host: {host}\r\n");
        }

        text.Append("connection: close\r\n");
        if (random.Next(10) != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"content-type: {Pick(random, Types)}\r\n");
        }

        for (var more = random.Next(4); more > 0; more--)
        {
            text.Append(Pick(random, Headers)).Append("\r\n");
        }

        if (random.Next(50) == 0)
        {
            text.Append("x-long: ").Append('a', random.Next(1, 60_000)).Append("\r\n");
        }

        var (length, isForeign) = Length(random, body);
        text.Append(length).Append("\r\n");
        return new HostileRequest(
            [.. Encoding.Latin1.GetBytes(text.ToString()), .. Framed(length, body)],
            isForeign || version != "HTTP/1.1");
    }

    private static string Target(Random random, string path)
    {
        var filled = path;
        for (int open; (open = filled.IndexOf('{', StringComparison.Ordinal)) >= 0;)
        {
            filled = string.Concat(filled.AsSpan(0, open), Pick(random, Ids), filled.AsSpan(filled.IndexOf('}', open) + 1));
        }

        return random.Next(25) switch
        {
            0 => filled + "/" + Pick(random, Ids),
            1 => filled.ToUpperInvariant(),
            2 => "/" + filled,
            3 => filled + new string('a', random.Next(1, 9_000)),
            4 => "http://127.0.0.1" + filled,
            5 => "*",
            _ => filled + Pick(random, Queries),
        };
    }

    /// <summary>How the length of the body is said, rightly in most cases.</summary>
    private static (string Header, bool IsForeign) Length(Random random, byte[] body) => random.Next(30) switch
    {
        0 => ("", false),
        1 => (Said(body.Length + 10), false),
        2 => (Said(Math.Max(0, body.Length - 3)), false),
        3 => ("content-length: -1\r\n", false),
        4 => ("content-length: 99999999999999999999\r\n", false),
        5 => (Said(body.Length) + Said(body.Length + 1), false),
        6 => ("transfer-encoding: chunked\r\n" + Said(body.Length), false),
        7 => ("transfer-encoding: gzip\r\n", true),
        8 or 9 or 10 => ("transfer-encoding: chunked\r\n", false),
        _ => (Said(body.Length), false),
    };

    private static byte[] Framed(string header, byte[] body) => header.Contains("chunked", StringComparison.Ordinal)
        ? [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8]
        : body;

    private static string Said(int length) => string.Create(CultureInfo.InvariantCulture, $"content-length: {length}\r\n");

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
