using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Wording;

/// <summary>Which words: of a kind of message, in a language, by a channel.</summary>
public sealed record WordsKey(string Kind, string Language, string Channel);

/// <summary>What words look like on the sample.</summary>
/// <param name="Places">What fills the places of a WhatsApp template.</param>
internal sealed record WordsPreview(string Subject, string Text, string? Html, IReadOnlyList<string> Places);

/// <summary>A club's own words: read, checked, saved as a new version, tried out, put back.</summary>
internal sealed class WordingOffice(
    UnitOfWork work, CurrentTenant tenant, Visit visit, SampleMails samples, Wordbook wordbook, MailRenderer renderer, MessageFooter footer, Post post, Telephone telephone, Channels channels, TimeProvider clock)
{
    private const int MostTests = 20;
    private static readonly Refusal Meanwhile = Refusal.Conflict("words_changed", "Somebody saved other words meanwhile. Look at theirs first.");
    private static readonly Refusal NoNumber = Refusal.Conflict("no_number", "Your account has no telephone number.");
    private static readonly Refusal NoChannel = Refusal.Conflict("channel_missing", "This platform has no carrier for this channel.");
    private static readonly Refusal TooMany = new("too_many_tests", StatusCodes.Status429TooManyRequests, "That were many tests. Please try again in an hour.");

    /// <summary>Whether there is something to write words for.</summary>
    public bool Has(WordsKey key) => SampleMails.Kinds.Contains(key.Kind) && tenant.Info.Languages.Contains(key.Language) && ChannelKind.All.Contains(key.Channel);

    /// <summary>All words that count.</summary>
    public Task<List<OwnWords>> ActiveAsync(CancellationToken stop) => InsideAsync(() => Words.Where(one => one.Active).ToListAsync(stop), stop);

    /// <summary>Every version, the newest first.</summary>
    public Task<List<OwnWords>> VersionsAsync(WordsKey key, CancellationToken stop) =>
        InsideAsync(() => Words.Where(one => one.Kind == key.Kind && one.Language == key.Language && one.Channel == key.Channel).OrderByDescending(one => one.Version).ToListAsync(stop), stop);

    /// <summary>The names words may use, with what they stand for on the sample.</summary>
    public Task<Dictionary<string, string>> NamesAsync(WordsKey key, CancellationToken stop) => InsideAsync(async () =>
    {
        var reader = samples.Reader(key.Language);
        return wordbook.ValuesOf(await samples.WriteAsync(key.Kind, reader, stop), reader);
    }, stop);

    /// <summary>Looks words through and fills them for the sample.</summary>
    /// <param name="say">Says what is wrong.</param>
    public Task<WordsPreview?> TryAsync(WordsKey key, Written written, Checks checks, Func<WordFault, string> say, Func<string, string> sentence, CancellationToken stop) => InsideAsync(async () =>
    {
        var reader = samples.Reader(key.Language);
        var mail = await samples.WriteAsync(key.Kind, reader, stop);
        var (names, values, isMail) = (Filling.Names(mail), wordbook.ValuesOf(mail, reader), key.Channel == ChannelKind.Email);
        checks.Text(written.Body, "body", isMail ? 4000 : 600, sentence("Words are missing."));
        if (isMail) checks.Text(written.Subject, "subject", 200, sentence("A mail needs a subject."));
        checks.Optional(written.Heading, "heading", 120);
        if (key.Channel == ChannelKind.WhatsApp)
            checks.That(written.Subject.Length <= 100 && written.Subject.All(letter => letter is '_' or (>= 'a' and <= 'z') or (>= '0' and <= '9')), "subject", sentence("The name of a template has small letters, digits and underscores."));
        foreach (var (field, text) in (ReadOnlySpan<(string, string)>)[("subject", key.Channel == ChannelKind.Email ? written.Subject : ""), ("heading", written.Heading), ("body", written.Body)])
            try
            {
                WordTemplate.Parse(text, names);
            }
            catch (WordsBrokenException broken)
            {
                checks.That(false, field, say(broken.Fault));
            }
        if (!checks.Pass) return null;
        try
        {
            return await FilledAsync(key, written, mail, reader, names, values);
        }
        catch (InvalidOperationException)
        {
            checks.That(false, "body", sentence("With the sample nothing is left of these words, or far too much."));
            return null;
        }
    }, stop);

    /// <summary>Makes words count that were looked through. Those from before stay as versions.</summary>
    /// <param name="seen">The newest version the writer has seen; <see langword="null"/> where they do not say.</param>
    public async Task<Refusal?> SaveAsync(WordsKey key, Written written, int? seen, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var newest = await Words.Where(one => one.Kind == key.Kind && one.Language == key.Language && one.Channel == key.Channel).MaxAsync(one => (int?)one.Version, stop) ?? 0;
        if (seen is { } known && known != newest) return await RefuseAsync(Meanwhile);
        var names = Filling.Names(await samples.WriteAsync(key.Kind, samples.Reader(key.Language), stop));
        var now = clock.GetUtcNow();
        await RetireAsync(key, stop);
        await using var save = work.Command("""
            insert into message_words (id, kind, language, channel, version, subject, heading, body, names, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
            """, Guid.CreateVersion7(now), key.Kind, key.Language, key.Channel, newest + 1, written.Subject.Trim(), written.Heading.Trim(), written.Body.Trim(), names.ToArray(), visit.Caller.AccountId, now);
        if (await save.ExecuteNonQueryAsync(stop) == 0) return await RefuseAsync(Meanwhile);
        Audit("message_words.saved", key, $"{newest + 1}");
        await work.CommitAsync(stop);
        return null;
    }

    /// <summary>Lets our words count again.</summary>
    /// <returns>Whether there were others.</returns>
    public async Task<bool> ResetAsync(WordsKey key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await RetireAsync(key, stop) == 0) return false;
        Audit("message_words.reset", key, null);
        await work.CommitAsync(stop);
        return true;
    }

    /// <summary>Sends words that were looked through to whoever wrote them.</summary>
    public async Task<Refusal?> SendTestAsync(WordsKey key, Written written, CancellationToken stop)
    {
        if (!channels.Has(key.Channel)) return NoChannel;
        await work.BeginAsync(stop);
        var caller = visit.Caller;
        var since = clock.GetUtcNow().AddHours(-1);
        if (await work.Model<NotificationsModel>().NotificationLogs.CountAsync(one => one.UserId == caller.AccountId && one.Template.StartsWith(MailKind.TestPrefix) && one.CreatedAt > since, stop) >= MostTests) return await RefuseAsync(TooMany);
        var reader = samples.Reader(key.Language, caller.Email, caller.Name, caller.AccountId);
        var number = key.Channel == ChannelKind.Email ? "" : await telephone.OfAsync(caller.AccountId, null, reader.Address, tenant.Info.Country, stop);
        if (number is null) return await RefuseAsync(NoNumber);

        var mail = await samples.WriteAsync(key.Kind, reader, stop);
        var (names, values) = (Filling.Names(mail), wordbook.ValuesOf(mail, reader));
        var text = key.Channel switch
        {
            ChannelKind.Email => new RingingText("", [], null),
            ChannelKind.Sms => new RingingText(Filling.Text(written, names, values), [], null),
            _ => new RingingText(Filling.Text(Written.Ours(ChannelKind.Sms), names, values), Filling.Places(written, names, values), written.Subject.Trim() is { Length: > 0 } template ? template : null),
        };
        await post.TryOutAsync(key.Channel == ChannelKind.Email ? Filling.Mail(mail, written, names, values) : mail, reader, key.Channel, text, number, stop);
        await work.CommitAsync(stop);
        return null;
    }

    // The page about a refusal asks again, in a transaction of its own.
    private async Task<Refusal> RefuseAsync(Refusal refusal)
    {
        await work.RollbackAsync();
        return refusal;
    }

    private IQueryable<OwnWords> Words => work.Model<NotificationsModel>().MessageWords.AsNoTracking();

    private async Task<WordsPreview> FilledAsync(WordsKey key, Written written, Mail mail, Reader reader, IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string> values)
    {
        if (key.Channel == ChannelKind.Sms) return new("", Filling.Text(written, names, values), null, []);
        if (key.Channel == ChannelKind.WhatsApp)
        {
            var places = Filling.Places(written, names, values);
            return new(written.Subject, string.Join('\n', places), null, places);
        }
        var filled = Filling.Mail(mail, written, names, values);
        var choose = await footer.ChooseAsync(mail.Kind, Guid.Empty, reader with { AccountId = Guid.Empty }, default);
        return new(filled.Subject, MailText.Of(filled, tenant.Info.Name, choose), await renderer.HtmlAsync(filled, tenant.Info, reader.Language, choose), []);
    }

    private async Task<int> RetireAsync(WordsKey key, CancellationToken stop)
    {
        await using var retire = work.Command("update message_words set active = false where kind = $1 and language = $2 and channel = $3 and active", key.Kind, key.Language, key.Channel);
        return await retire.ExecuteNonQueryAsync(stop);
    }

    private void Audit(string act, WordsKey key, string? version) =>
        work.Audit(new Act(act, "message_words", $"{key.Kind}:{key.Language}:{key.Channel}") { Changes = version is null ? [] : [new Changed("version", null, version)] });

    private async Task<T> InsideAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var answer = await ask();
        await work.RollbackAsync();
        return answer;
    }
}
