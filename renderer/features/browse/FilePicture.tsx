import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { fileKind } from '../../../shared/domain/fileKind.ts';
import type { Entry } from '../../../shared/domain/object.ts';
import { thumbnailUrl } from '../../../shared/ipc/thumbnailUrl.ts';
import { FileIcon } from '../../ui/FileIcon.tsx';
import { type ListContext, useListContext } from './listContext.ts';
import { tileSize } from './listGeometry.ts';
import { useSeenCalmly } from './useSeenCalmly.ts';

const useStyles = makeStyles({
  box: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
  },
  row: { width: tokens.spacingHorizontalXXXL, height: tokens.spacingVerticalXXXL },
  icon: { width: tokens.spacingHorizontalXXL, height: tokens.spacingVerticalXXL },
  tile: { width: '100%', height: `${tileSize.pictureHeightPx}px` },
  picture: {
    maxWidth: '100%',
    maxHeight: '100%',
    objectFit: 'contain',
    borderRadius: tokens.borderRadiusSmall,
    opacity: 0,
    transitionProperty: 'opacity',
    transitionDuration: tokens.durationFast,
  },
  waiting: { position: 'absolute' },
  loaded: { opacity: 1 },
});

type Props = {
  readonly entry: Entry;
  readonly size: 'row' | 'tile';
  /** False for what is drawn only because it may be seen soon. */
  readonly isSeen: boolean;
};

/** True for a file that may have a thumbnail. */
export function mayHaveThumbnail(entry: Entry): boolean {
  if (entry.kind === 'folder' || entry.sizeBytes === 0) return false;
  const kind = fileKind(entry.name);
  return kind === 'picture' || kind === 'movie';
}

/** The small picture of a file where it has one and it was asked for, else the icon of its kind; the box stays the same. */
export function FilePicture({ entry, size, isSeen }: Props) {
  const styles = useStyles();
  const list = useListContext();
  const url = list === undefined ? undefined : urlOf(entry, list);
  const boxStyle = size === 'tile' ? styles.tile : list?.showsThumbnails ? styles.row : styles.icon;
  return (
    <span data-grip className={mergeClasses(styles.box, boxStyle)}>
      {url === undefined || list === undefined ? (
        <FileIcon entry={entry} size={size} />
      ) : (
        <Thumbnail key={url} url={url} list={list} entry={entry} size={size} isSeen={isSeen} />
      )}
    </span>
  );
}

function urlOf(entry: Entry, { location, showsThumbnails }: ListContext): string | undefined {
  if (!showsThumbnails || entry.kind === 'folder' || !entry.etag || !mayHaveThumbnail(entry))
    return undefined;
  const { key, etag, sizeBytes } = entry;
  return thumbnailUrl({ ...location, key, etag, sizeBytes });
}

function Thumbnail(props: Props & { readonly url: string; readonly list: ListContext }) {
  const { entry, size, url, list } = props;
  const styles = useStyles();
  const isAskedFor = useSeenCalmly(props.isSeen, list.pace);
  const [isLoaded, setIsLoaded] = useState(false);
  const [hasFailed, setHasFailed] = useState(() => list.failedThumbnails.has(url));
  const isShown = !hasFailed && (isAskedFor || isLoaded);
  return (
    <>
      {!(isShown && isLoaded) && <FileIcon entry={entry} size={size} />}
      {isShown && (
        <img
          ref={giveUpLater}
          src={url}
          alt=""
          decoding="async"
          draggable={false}
          className={mergeClasses(styles.picture, isLoaded ? styles.loaded : styles.waiting)}
          onLoad={() => setIsLoaded(true)}
          onError={() => {
            list.failedThumbnails.add(url);
            setHasFailed(true);
          }}
        />
      )}
    </>
  );
}

/** An image that is taken away would be loaded to its end. */
function giveUpLater(image: HTMLImageElement | null): (() => void) | undefined {
  return image === null ? undefined : () => image.removeAttribute('src');
}
