/** The English words for what can go wrong between the machines of a room. */
import type { MessageTable } from './messages.ts';
import { words } from './message-words.ts';

type RoomCode = Extract<keyof MessageTable['errors'], `ROOM_${string}`>;

export const englishRoomErrors: Pick<MessageTable['errors'], RoomCode> = {
  ROOM_ADDRESS_INVALID: ({ address }) =>
    words('This is not an address in the room', `“${address}” is not an address of the local network.`, 'Type the address as the teacher’s computer shows it, such as 192.168.1.7:47420.'),
  ROOM_CODE_WRONG: ({ address }) => words('The code is wrong', `${address} has another code.`, 'Look at the teacher’s screen: each time the room is opened it gets a new code.'),
  ROOM_UNREACHABLE: ({ address, reason }) =>
    words(
      'The teacher’s computer can’t be reached', `${address}: ${reason}. What was imported so far is kept.`,
      'See that it still serves to the room, that both computers are in one network, and that no firewall is between them. Then try again: an import goes on where it stopped.',
    ),
  ROOM_BUSY: ({ address }) =>
    words('The teacher’s computer takes no more connections for now', `${address} ended the connection before it began.`, 'Wait a minute, then try again. If the code was wrong several times, compare it with the teacher’s screen first.'),
  ROOM_REFUSED: ({ address, reason }) =>
    words('The teacher’s computer can’t do this', `${address}: ${reason}.`, 'See that both computers have the same version of Backbench. A stick or a shared folder works as well.'),
  ROOM_NO_CLASS: ({ address }) => words('No progress is collected here', `${address} serves packs only.`, 'Ask the teacher to choose a class, or hand in a file.'),
};
