using System.Text;

namespace RulesRouter.FaultTests.Faults;

/// <summary>Bodies: valid ones for each path, and what attacks make of them.</summary>
internal static class HostileBodies
{
    private static readonly string[] Valid =
    [
        """{"policy":"known","prompt":"Write a test.","attributes":{"sensitivity":"public"},"task":"chat"}""",
        """{"policy":"known","messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],"needs":{"tools":true},"session":{"id":"s"}}""",
        """{"requests":[{"policy":"known","prompt":"a"},{"policy":"nosuch","prompt":"b"}]}""",
        """{"policy":"known","estimate":{"inputTokens":10,"outputTokens":10},"attempts":[{"endpoint":"one/m","failed":"timeout","costUsd":0.1}],"maxCostUsd":1}""",
        """{"decisionId":"0197f0a0-0000-7000-8000-000000000000aaaaaaaaaaaaaaaaaaaa","verdict":"right","source":"tests","costUsd":0.1}""",
        """{"outcomes":[{"decisionId":"x","verdict":"wrong","source":"human","at":"2026-01-01T00:00:00Z","endpoint":"one/m","task":"chat"}]}""",
        """{"model":"policy/known","messages":[{"role":"user","content":"hi"}],"max_tokens":10,"stream":true,"temperature":0.5}""",
        """{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}],"previous_response_id":"resp_x","tools":[]}""",
        """{"endpoint":"one/m","state":"down","until":"2027-01-01T00:00:00Z","reason":"test"}""",
        """{"revision":"sha256:00"}""",
        """{"commit":"0000"}""",
        "{}",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "-1e400", "1e-400", "99999999999999999999999999", "0.1e1", "\"\"", "\"NaN\"", "[]", "{}",
        "[[[[]]]]",
        "\"\\ud800\"", "\"\\u0000\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "[null]",
        "{\"a\":null}", "\"\u202e\"", "'x'", "-",
    ];

    public static byte[] Make(Random random, string path)
    {
        var text = Valid[random.Next(Valid.Length)];
        return random.Next(14) switch
        {
            0 => [],
            1 => Encoding.UTF8.GetBytes(text[..random.Next(text.Length + 1)]),
            2 => Bytes(random, random.Next(1, 2_000)),
            3 => Encoding.UTF8.GetBytes(new string('[', random.Next(1, 20_000))),
            4 => Encoding.UTF8.GetBytes(Nested(random.Next(1, 2_000), random.Next(1, 2_000))),
            5 => Encoding.Unicode.GetBytes(text),
            6 => Broken(random, Encoding.UTF8.GetBytes(text)),
            7 => Encoding.UTF8.GetBytes($"[{text},{text}]"),
            8 => Encoding.UTF8.GetBytes(text.Replace("hi", new string('x', random.Next(1, 200_000)), StringComparison.Ordinal)),
            9 => Encoding.UTF8.GetBytes(text.Insert(1, $"\"{path}\":1,\"policy\":\"known\",")),
            10 or 11 or 12 => Encoding.UTF8.GetBytes(WithAnotherValue(random, text)),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static string Nested(int open, int closed) =>
        string.Concat(Enumerable.Repeat("{\"a\":", open)) + "1" + new string('}', closed);

    /// <summary>One value of the document is another one.</summary>
    private static string WithAnotherValue(Random random, string text)
    {
        List<int> colons = [.. Enumerable.Range(0, text.Length).Where(index => text[index] == ':' && text[index - 1] == '"')];
        if (colons.Count == 0)
        {
            return Values[random.Next(Values.Length)];
        }

        var start = colons[random.Next(colons.Count)] + 1;
        var (end, depth, isInString) = (start, 0, false);
        for (; end < text.Length && (isInString || depth > 0 || text[end] is not (',' or '}' or ']')); end++)
        {
            isInString ^= text[end] == '"';
            depth += isInString ? 0 : text[end] switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
        }

        return string.Concat(text.AsSpan(0, start), Values[random.Next(Values.Length)], text.AsSpan(end));
    }

    private static byte[] Broken(Random random, byte[] bytes)
    {
        for (var more = random.Next(1, 5); more > 0; more--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
