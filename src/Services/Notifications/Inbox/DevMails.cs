using System.Data.Common;
using System.Text.Json;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>A mail in the development inbox.</summary>
public sealed record DevMail(
    Guid Id, string Club, string Sender, string Recipient, string Subject, string Text, string Html, string Language,
    IReadOnlyDictionary<string, string> Headers, string? AttachmentName, string? Attachment, DateTimeOffset ReceivedAt, string Channel);

/// <summary>Reads the development inbox, which belongs to the platform and to no club.</summary>
internal sealed class DevMails(UnitOfWork work)
{
    private const string Columns = "id, club, sender, recipient, subject, text, html, language, headers::text, attachment_name, attachment, received_at, channel";

    /// <summary>The newest messages, of one club, recipient or channel if asked.</summary>
    public Task<IReadOnlyList<DevMail>> NewestAsync(string? club, string? recipient, string? channel, int most, CancellationToken stop) => ReadAsync(
        $"""
        select {Columns} from dev_mails where ($1::text is null or club = $1) and ($2::text is null or position(lower($2) in lower(recipient)) > 0) and ($3::text is null or channel = $3)
        order by received_at desc, id desc limit $4
        """, stop, club, recipient, channel, most);

    public async Task<DevMail?> FindAsync(Guid id, CancellationToken stop) =>
        await ReadAsync($"select {Columns} from dev_mails where id = $1", stop, id) is [var mail] ? mail : null;

    /// <summary>Clubs that have mails here.</summary>
    public async Task<IReadOnlyList<string>> ClubsAsync(CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using var command = work.Command("select distinct club from dev_mails order by club");
        var clubs = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) clubs.Add(reader.GetString(0));
        await work.RollbackAsync();
        return clubs;
    }

    private async Task<IReadOnlyList<DevMail>> ReadAsync(string sql, CancellationToken stop, params object?[] values)
    {
        await work.BeginPlatformAsync(stop);
        await using var command = work.Command(sql, values);
        var mails = new List<DevMail>();
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) mails.Add(Read(reader));
        await work.RollbackAsync();
        return mails;
    }

    private static DevMail Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(8))!, row.IsDBNull(9) ? null : row.GetString(9),
        row.IsDBNull(10) ? null : row.GetString(10), row.GetFieldValue<DateTimeOffset>(11), row.GetString(12));
}
