using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace RulesRouter.Conversations;

/// <summary>
/// Recognises messages that only agree, thank or ask the assistant to continue: short texts made of nothing but the words below. Words
/// that only accompany others (such as "it" and "please") are in brackets; among them are the words that end the same work: "yes, and
/// commit it" asks for nothing else, whereas "commit it" alone is a request.
/// </summary>
internal static class Assent
{
    private const int MaxLength = 80;

    private static readonly string[] Languages =
    [
        // English
        """
        ok okay okey k kk y yes yeah yep yup ya aye sure fine good great nice perfect awesome excellent cool thanks thank thx ty cheers go
        continue proceed resume agreed agree approved approve confirm confirmed accept accepted lgtm sgtm correct right exactly absolutely
        definitely certainly alright alrighty understood roger deal sounds works do going carry start begin ship
        (please pls plz it that this these those so and then now on ahead with the you your i i'm for me just all is are looks look to of a
        next step steps again keep way by let's lets let us we can could may would like let' s as planned plan proposed suggested
        suggestion make happen much very my friend man dude buddy first one both everything further more
        sorry oops actually
        commit push merge apply run rerun save deploy them change changes tests test build pr branch)
        """,

        // German
        """
        ja jo jap jawohl jep klar gut okay einverstanden passt genau richtig perfekt super prima danke gerne gern los weiter weitermachen
        fortfahren fortsetzen mach mache machen mach's tu fahr fahre stimmt ordnung abgemacht bestätigt
        (bitte das es so doch mal dann nun jetzt in alles sehr schön schon und fort sie du zu nur damit leg legen wie vorgeschlagen ist
        vielen dank hier nächsten schritt dem mit
        commit committe commite committen push pushe pushen merge merge mergen führ führe aus ausführen übernimm übernehmen speichere
        speichern
        ihn die änderung änderungen tests)
        """,

        // French
        """
        oui ouais ok d'accord daccord accord entendu parfait bien super merci continue continuez continuer poursuis poursuivez vas-y vas allez-y
        allez allons-y fais-le faites-le fais faites marche nickel volontiers exactement exact certainement certes
        (d y le la ça ca cela c'est c est bon bonne s'il s il te vous plaît plait stp svp bien sûr sur très tres maintenant donc alors on peut
        comme prévu et beaucoup allons
        commit commite committe pousse pousse-le pousser fusionne fusionner applique applique-le appliquer exécute exécuter lance lancer
        enregistre les un changement changements modification modifications tests)
        """,

        // Spanish
        """
        sí si vale ok claro adelante continúa continua continúe continue sigue siga seguir prosigue hazlo hágalo hagalo perfecto acuerdo dale
        bueno venga vamos hacerlo gracias correcto exacto exactamente genial listo procede proceda
        (por favor puedes de está esta bien así asi que con eso esto lo muy muchas y ahora entonces supuesto todo
        haz el un commit sube súbelo push fusiona fusiónalo aplica aplícalo ejecuta ejecútalo guarda guárdalo los las cambios pruebas)
        """,

        // Portuguese
        """
        sim ok claro pode podes fazer bora continue continua continuar prossiga prosseguir segue siga faça faz perfeito beleza obrigado obrigada certo correto
        exato exatamente ótimo otimo bom combinado manda
        (por favor isso em frente vá va com que está tudo bem muito agora então e a o
        um os as faz commit commita commite envia envie push aplica aplique executa execute rode roda salva salve mudanças alterações
        testes)
        """,

        // Italian
        """
        sì si ok va certo continua continui continuare procedi proceda prosegui vai avanti fallo faccia perfetto grazie d'accordo accordo
        esatto giusto bene benissimo ottimo volentieri
        (per favore pure d così cosi questo lo la con molto mille ora adesso allora e tutto
        fai il un i le commit push unisci applica applicalo esegui eseguilo salva salvalo modifiche test)
        """,

        // Dutch
        """
        ja jazeker oké oke ok goed ga doe prima graag bedankt dank natuurlijk akkoord klopt precies doorgaan
        (het dat maar door verder alsjeblieft alstublieft aub je u wel en nu dan zo is in orde
        commit push merge voer uit pas toe sla op de wijzigingen tests)
        """,

        // Polish
        """
        tak dobrze dobra ok okej kontynuuj zrób zrob rób dalej jasne świetnie swietnie super dzięki dzieki dziękuję zgoda zgadza pewnie idealnie
        (to proszę prosze się sie teraz więc i bardzo z tym
        commit commituj zacommituj zatwierdź wypchnij scal zastosuj uruchom zapisz je zmiany testy)
        """,

        // Russian, Ukrainian
        """
        да ага угу хорошо ок окей ладно давай давайте продолжай продолжайте продолжить сделай сделайте делай делайте конечно спасибо дальше
        отлично согласен согласна верно точно правильно понятно так добре гаразд продовжуй продовжуйте зроби зробіть роби дякую далі звісно
        чудово згоден
        (это пожалуйста так и теперь тогда всё все большое це будь ласка тепер і
        закоммить закоммити коммить коммит запушь пушь слей примени запусти сохрани изменения его их тесты
        закоміть запуш застосуй запусти збережи зміни його їх тести)
        """,

        // Czech, Slovak
        """
        ano jo dobře dobre jasně jasne pokračuj pokracuj pokračujte udělej udelej udělejte díky diky děkuji áno pokračuj urob ďakujem (to
        prosím prosim a teď tak v pořádku commit commitni pushni spusť ulož použij změny testy)
        """,

        // Swedish, Norwegian, Danish
        """
        ja jo japp okej ok bra fortsätt fortsett fortsæt gör gjør gør kör kjør kør visst klart tack takk tak perfekt fint godt greit enig
        (det snälla vær så snill venligst vänligen nu nå och og du på gå videre vidare då
        commit committa pusha merga kör tillämpa spara den dem ändringarna endringene ændringerne testerna)
        """,

        // Finnish, Hungarian, Romanian
        """
        joo kyllä ok jatka tee kiitos hyvä selvä igen rendben folytasd folytassa csináld csinálja köszönöm jó persze da bine continuă continua
        ok fă-o perfect mulțumesc multumesc sigur
        (se ole ole hyvä niin kérlek ezt így te rog vă o asta)
        """,

        // Turkish, Indonesian, Vietnamese
        """
        evet tamam olur peki devam yap yapın tabii elbette teşekkürler tesekkurler harika ya iya oke baik lanjut lanjutkan silakan silahkan
        lakukan setuju terima vâng dạ ừ có được tiếp đồng ok làm cảm
        (et edin lütfen bunu onu şimdi o zaman tolong itu kasih saja sekarang tục ý đi đó ơn rồi nhé ạ
        ve commit commitle gönder birleştir uygula çalıştır kaydet değişiklikleri testleri dan jalankan terapkan simpan perubahan)
        """,

        // Greek, Hebrew, Arabic, Hindi
        """
        ναι εντάξει οκ συνέχισε συνεχίστε κάντο κάνε καλά τέλεια ευχαριστώ כן בסדר תמשיך המשך תעשה תודה מעולה نعم أجل حسنا حسناً تمام أكمل اكمل
        استمر تابع موافق طيب افعل شكرا شكراً ممتاز हाँ हां जी ठीक जारी करो कीजिए करें धन्यवाद अच्छा haan theek accha
        (το αυτό παρακαλώ τώρα את זה בבקשה עכשיו ذلك هذا من فضلك الآن है रखो रखें कृपया आगे बढ़ो बढ़ें यह इसे hai)
        """,

        // Chinese
        """
        好 好的 好吧 好啊 是 是的 可以 行 对 對 嗯 嗯嗯 继续 繼續 请继续 請繼續 没问题 沒問題 就这样 就這樣 做吧 开始 開始 谢谢 謝謝 同意 确认 確認 当然 當然 没错 明白 (吧 请 請 的 了 你 去 做 这样 這樣 下去 来 就 并 並
        然后 提交 推送 合并 合併 应用 應用 运行 執行 执行 保存 它 一下 改动 更改 代码 测试)
        """,

        // Japanese
        """
        はい ええ うん おねがい お願い 続けて 続き つづけて いいよ いい いいです 了解 わかりました やって 進めて すすめて ありがとう どうぞ 大丈夫 その通り オーケー オッケー (です ます します ください 下さい しました ね よ それ で を
        お それで ございます 実行 して そして コミット プッシュ マージ 適用 保存 変更 テスト も)
        """,

        // Korean
        """
        네 예 응 어 그래 그래요 좋아 좋아요 좋습니다 계속 계속해 계속해줘 계속해주세요 계속하세요 진행 진행해 진행해줘 진행해주세요 해줘 해주세요 부탁해 부탁해요 부탁합니다 부탁드립니다 고마워 고마워요 감사합니다 오케이 알겠습니다 알았어
        맞아 맞아요 맞습니다 물론 (그렇게 그거 이제 해 주세요 줘 요 그리고 커밋 커밋해 커밋해줘 커밋하고 푸시 푸시해 푸시해줘 병합 병합해줘 적용 적용해줘 실행 실행해줘 저장 저장해줘 변경사항 을 를)
        """,

        // Thai
        "ใช่ ตกลง ต่อ ทำต่อ ได้ ได้เลย โอเค ทำเลย ทำต่อไป ดี ขอบคุณ เยี่ยม (ครับ ค่ะ คะ นะ เลย ไป โปรด กรุณา)",
    ];

    private static readonly FrozenSet<string> Agreeing = Languages.SelectMany(WordsBefore).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Accompanying = Languages.SelectMany(WordsWithin).ToFrozenSet(StringComparer.Ordinal);
    private static readonly int LongestWord = Agreeing.Concat(Accompanying).Max(word => word.Length);

    /// <summary>Whether a message asks for nothing of its own. A number or a letter, which picks an option, is one too.</summary>
    public static bool Is(string text)
    {
        if (text.Length > MaxLength)
        {
            return false;
        }

        var words = Words(text);
        if (words.Count == 0)
        {
            return text.Length > 0;
        }

        var agrees = false;
        foreach (var word in words)
        {
            var isChoice = words.Count == 1 && (word.Length == 1 || word.All(char.IsAsciiDigit));
            if (isChoice || Agreeing.Contains(word))
            {
                agrees = true;
            }
            else if (!Accompanying.Contains(word))
            {
                if (!TrySplit(word, out var part))
                {
                    return false;
                }

                agrees |= part;
            }
        }

        return agrees && (!text.AsSpan().ContainsAny('?', '？') || words.Any(word => word is "can" or "could" or "would" or "please"));
    }

    /// <summary>Scripts without blanks: whether a run of characters is made of these words, and whether one of them agrees.</summary>
    private static bool TrySplit(string run, out bool agrees)
    {
        agrees = false;
        if (run[0] < 0x0E00)
        {
            return false;
        }

        for (var at = 0; at < run.Length;)
        {
            var length = Math.Min(LongestWord, run.Length - at);
            while (length > 0 && !Agreeing.Contains(run.Substring(at, length)) && !Accompanying.Contains(run.Substring(at, length)))
            {
                length--;
            }

            if (length == 0)
            {
                return false;
            }

            agrees |= Agreeing.Contains(run.Substring(at, length));
            at += length;
        }

        return true;
    }

    /// <summary>In lower case, without marks and emoji around them.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormKC))
        {
            var isMark = char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (char.IsLetterOrDigit(letter) || isMark || (letter is '\'' or '’' or '-' && word.Length > 0))
            {
                word.Append(letter == '’' ? '\'' : char.ToLowerInvariant(letter));
            }
            else
            {
                Add(words, word);
            }
        }

        Add(words, word);
        return words;
    }

    private static void Add(List<string> words, StringBuilder word)
    {
        var text = word.ToString().Trim('\'', '-');
        word.Clear();
        if (text.Length > 0)
        {
            words.Add(text);
        }
    }

    private static string[] WordsBefore(string language) => Split(language[..language.IndexOf('(')]);

    private static string[] WordsWithin(string language) => Split(language[(language.IndexOf('(') + 1)..language.LastIndexOf(')')]);

    private static string[] Split(string words) =>
        words.Normalize(NormalizationForm.FormKC).Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
